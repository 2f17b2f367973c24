package dev.parley.gateway.bridge;

import dev.parley.gateway.relay.Watches;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one user is. Each message is all there is to say, so to a reader that is slow only the last
 * is owed.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class UserTopic implements Topic, Watches.Watcher {
  private final UserId user;
  private final Watches watches;
  private final Set<Subscription> subscriptions = new LinkedHashSet<>();
  private @Nullable Letter written;

  UserTopic(UserId user, Watches watches) {
    this.user = user;
    this.watches = watches;
  }

  @Override
  public void add(Subscription subscription) {
    boolean first = subscriptions.isEmpty();
    subscriptions.add(subscription);
    if (first) {
      watches.watch(this, List.of(user));
    } else {
      subscription.owe();
    }
  }

  @Override
  public void remove(Subscription subscription) {
    if (subscriptions.remove(subscription) && subscriptions.isEmpty()) {
      watches.unwatch(this, List.of(user));
    }
  }

  @Override
  public boolean isEmpty() {
    return subscriptions.isEmpty();
  }

  @Override
  public @Nullable Letter whole() {
    return written;
  }

  @Override
  public void told(Map<UserId, Presence> users) {
    Presence now = users.get(user);
    if (now != null) {
      written =
          Letter.of(
              new BridgeMessage.Received(
                  new BridgeAddress.User(user).text(), new BridgeMessage.Body.OfUser(user, now)));
      List.copyOf(subscriptions).forEach(Subscription::owe);
    }
  }
}
