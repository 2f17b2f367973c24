package dev.parley.presence.store;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceRequest.Located;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Leases and users in the memory of one process; it ends with the process.
 *
 * <p><em>Threading:</em> one lock, held for memory accesses alone.
 */
public final class MemoryPresenceStore implements PresenceStore {

  private final Hex64 epoch;
  private final LongSupplier clock;
  private final Map<NodeId, Lease> leases = new HashMap<>();

  private record Lease(long deadline, Map<UserId, Set<Located>> sessions) {}

  /**
   * @param epoch names this store's life
   * @param clock ms, only ever forward
   */
  public MemoryPresenceStore(Hex64 epoch, LongSupplier clock) {
    this.epoch = epoch;
    this.clock = clock;
  }

  @Override
  public synchronized Future<Renewal> renew(NodeId node, Duration lapse) {
    dropLapsed();
    Lease held = leases.get(node);
    Map<UserId, Set<Located>> sessions = held == null ? new HashMap<>() : held.sessions();
    leases.put(node, new Lease(clock.getAsLong() + lapse.toMillis(), sessions));
    return Future.succeededFuture(new Renewal(held != null, leases.keySet(), epoch));
  }

  @Override
  public synchronized Future<Leases> release(NodeId node) {
    leases.remove(node);
    return leases();
  }

  @Override
  public synchronized Future<Leases> leases() {
    dropLapsed();
    return Future.succeededFuture(new Leases(leases.keySet(), epoch));
  }

  @Override
  public synchronized Future<Void> attach(NodeId node, List<Located> sessions) {
    dropLapsed();
    Lease lease = leases.get(node);
    if (lease != null) {
      sessions.forEach(
          one -> lease.sessions().computeIfAbsent(one.user(), user -> new HashSet<>()).add(one));
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> detach(NodeId node, List<Located> sessions) {
    Lease lease = leases.get(node);
    if (lease != null) {
      sessions.forEach(
          one -> lease.sessions().computeIfPresent(one.user(), (user, left) -> without(left, one)));
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Map<NodeId, Set<Located>>> locate(UserId user) {
    dropLapsed();
    Map<NodeId, Set<Located>> found = new HashMap<>();
    leases.forEach((node, lease) -> {
      Set<Located> here = lease.sessions().getOrDefault(user, Set.of());
      if (!here.isEmpty()) {
        found.put(node, Set.copyOf(here));
      }
    });
    return Future.succeededFuture(found);
  }

  /** Null, so that a user without sessions leaves nothing behind. */
  private static @Nullable Set<Located> without(Set<Located> sessions, Located one) {
    sessions.remove(one);
    return sessions.isEmpty() ? null : sessions;
  }

  private void dropLapsed() {
    long now = clock.getAsLong();
    leases.values().removeIf(lease -> lease.deadline() <= now);
  }
}
