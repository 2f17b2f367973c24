package dev.parley.gateway.bridge;

import dev.parley.gateway.relay.Follows;
import dev.parley.protocol.RoomName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is subscribed to here.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Topics {
  private final Follows follows;
  private final BridgeMeters meters;
  private final int most;
  private final Map<RoomName, RoomTopic> rooms = new HashMap<>();

  /** No topics yet, and never more than so many. */
  Topics(Follows follows, BridgeMeters meters, int most) {
    this.follows = follows;
    this.meters = meters;
    this.most = most;
  }

  /** The topic of that address, to be {@link #left} again; null where that would be too many. */
  @Nullable RoomTopic at(BridgeAddress address) {
    return switch (address) {
      case BridgeAddress.Room room -> at(room.room());
    };
  }

  private @Nullable RoomTopic at(RoomName room) {
    RoomTopic topic = rooms.get(room);
    if (topic == null && rooms.size() < most) {
      topic = new RoomTopic(room, follows);
      rooms.put(room, topic);
      meters.follows(rooms.size());
    }
    return topic;
  }

  /** Forgets a topic that nobody is subscribed to. */
  void left(RoomTopic topic) {
    if (topic.isEmpty()) {
      rooms.values().remove(topic);
      meters.follows(rooms.size());
    }
  }
}
