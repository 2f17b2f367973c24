package dev.parley.presence.store;

import dev.parley.protocol.RingId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.Ring;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rings in the memory of one process; they end with the process.
 *
 * <p><em>Threading:</em> one lock, held for memory accesses alone.
 */
public final class MemoryRingStore implements RingStore {
  private final InstantSource clock;
  private final Map<RingId, Ring> rings = new HashMap<>();

  public MemoryRingStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Future<Loaded> load(RingId id) {
    forget();
    return Future.succeededFuture(new Loaded(rings.get(id), clock.millis()));
  }

  @Override
  public synchronized Future<Boolean> save(Ring ring) {
    forget();
    Ring before = rings.get(ring.id());
    boolean next = ring.rev() == (before == null ? 1 : before.rev() + 1);
    if (next) {
      rings.put(ring.id(), ring);
    }
    return Future.succeededFuture(next);
  }

  @Override
  public synchronized Future<List<Ring>> of(Collection<UserId> users) {
    return Future.succeededFuture(
        told()
            .filter(ring -> users.contains(ring.to()) || users.contains(ring.from().user()))
            .toList());
  }

  @Override
  public synchronized Future<Recent> recent() {
    return Future.succeededFuture(new Recent(told().toList(), clock.millis()));
  }

  private Stream<Ring> told() {
    forget();
    long now = clock.millis();
    return rings.values().stream()
        .filter(ring -> ring.end() == null || now < ring.end().at() + TOLD.toMillis());
  }

  private void forget() {
    long now = clock.millis();
    rings.values().removeIf(ring -> ring.until() + KEPT.toMillis() <= now);
  }
}
