package dev.parley.presence;

import dev.parley.presence.store.PresenceStore;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceRequest.Attach;
import dev.parley.protocol.bus.PresenceRequest.Located;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A store that answers nothing while it is down. */
final class FailingStore implements PresenceStore {

  private final PresenceStore store;
  volatile boolean down;

  FailingStore(PresenceStore store) {
    this.store = store;
  }

  private <T> Future<T> unlessDown(Supplier<Future<T>> call) {
    return down ? Future.failedFuture("the store is down") : call.get();
  }

  @Override
  public Future<Renewal> renew(NodeId node, Duration lapse) {
    return unlessDown(() -> store.renew(node, lapse));
  }

  @Override
  public Future<Left> release(NodeId node) {
    return unlessDown(() -> store.release(node));
  }

  @Override
  public Future<Leases> leases() {
    return unlessDown(store::leases);
  }

  @Override
  public Future<Map<UserId, Presence>> bury() {
    return unlessDown(store::bury);
  }

  @Override
  public Future<Map<UserId, Presence>> attach(Attach attach) {
    return unlessDown(() -> store.attach(attach));
  }

  @Override
  public Future<Map<UserId, Presence>> look(Map<UserId, Long> known) {
    return unlessDown(() -> store.look(known));
  }

  @Override
  public Future<Map<NodeId, Set<Located>>> locate(UserId user) {
    return unlessDown(() -> store.locate(user));
  }
}
