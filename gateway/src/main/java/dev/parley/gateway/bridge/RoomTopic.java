package dev.parley.gateway.bridge;

import dev.parley.gateway.relay.Follows;
import dev.parley.gateway.relay.RoomListener;
import dev.parley.gateway.relay.RoomView;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomSnapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One room, and who is subscribed to it: what happens is encoded once for all of them. Each gets
 * the whole room first, then each change once and in order, then perhaps the whole again.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class RoomTopic implements Topic, RoomListener {
  private final RoomName name;
  private final String address;
  private final Follows follows;
  private final Letter absent;
  private final Set<Subscription> subscriptions = new LinkedHashSet<>();

  /** The whole room, as it was written for those who came last; null since it is another. */
  private @Nullable Letter written;

  RoomTopic(RoomName name, Follows follows) {
    this.name = name;
    this.address = new BridgeAddress.Room(name).text();
    this.follows = follows;
    this.absent = letter(new BridgeMessage.Body.Absent());
  }

  @Override
  public void add(Subscription subscription) {
    boolean first = subscriptions.isEmpty();
    subscriptions.add(subscription);
    if (first) {
      follows.follow(name, this);
    }
    subscription.owe();
  }

  @Override
  public void remove(Subscription subscription) {
    if (subscriptions.remove(subscription) && subscriptions.isEmpty()) {
      follows.unfollow(name, this);
    }
  }

  @Override
  public boolean isEmpty() {
    return subscriptions.isEmpty();
  }

  @Override
  public @Nullable Letter whole() {
    return switch (follows.look(name)) {
      case RoomView.Present present -> whole(present.room());
      case RoomView.Absent none -> absent;
      case RoomView.Unknown unknown -> null;
    };
  }

  private Letter whole(RoomSnapshot room) {
    Letter known = written;
    if (known == null) {
      known = letter(new BridgeMessage.Body.Snapshot(room));
      written = known;
    }
    return known;
  }

  @Override
  public void changed(RoomChanges news) {
    written = null;
    Letter letter = letter(new BridgeMessage.Body.Changes(news));
    List.copyOf(subscriptions).forEach(subscription -> subscription.tell(letter));
  }

  @Override
  public void renewed() {
    written = null;
    List.copyOf(subscriptions).forEach(Subscription::owe);
  }

  private Letter letter(BridgeMessage.Body body) {
    return Letter.of(new BridgeMessage.Received(address, body));
  }
}
