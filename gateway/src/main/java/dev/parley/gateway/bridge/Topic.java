package dev.parley.gateway.bridge;

import org.jspecify.annotations.Nullable;

/**
 * What is said at one address, and who is subscribed to it. What happens is encoded once for all of
 * them.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
sealed interface Topic permits RoomTopic, UserTopic {
  /** Owes the subscription the whole, and tells it what follows. */
  void add(Subscription subscription);

  void remove(Subscription subscription);

  boolean isEmpty();

  /** What somebody is told who knows nothing; null as long as nothing is known. */
  @Nullable Letter whole();
}
