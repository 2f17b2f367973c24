package dev.parley.gateway.bridge;

import dev.parley.gateway.relay.Gateway;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is subscribed to here.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Topics {
  private final Gateway gateway;
  private final BridgeMeters meters;
  private final int most;
  private final Map<BridgeAddress, Topic> topics = new HashMap<>();

  /** No topics yet, and never more than so many. */
  Topics(Gateway gateway, BridgeMeters meters, int most) {
    this.gateway = gateway;
    this.meters = meters;
    this.most = most;
  }

  /** The topic of that address, to be {@link #left} again; null where that would be too many. */
  @Nullable Topic at(BridgeAddress address) {
    Topic topic = topics.get(address);
    if (topic == null && topics.size() < most) {
      topic = made(address);
      topics.put(address, topic);
      meters.follows(topics.size());
    }
    return topic;
  }

  private Topic made(BridgeAddress address) {
    return switch (address) {
      case BridgeAddress.Room room -> new RoomTopic(room.room(), gateway.follows());
      case BridgeAddress.User user -> new UserTopic(user.user(), gateway.watches());
    };
  }

  /** Forgets a topic that nobody is subscribed to. */
  void left(Topic topic) {
    if (topic.isEmpty()) {
      topics.values().remove(topic);
      meters.follows(topics.size());
    }
  }
}
