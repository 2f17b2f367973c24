package dev.parley.presence.store;

import dev.parley.protocol.RingId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.Ring;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rings, and those that ended lately. To each ring every method is one atomic step. A future
 * fails if the store does not answer; then it is unknown whether a save was carried out.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public interface RingStore {
  /** For how long an ended ring is told again by {@link #recent}. */
  Duration TOLD = Duration.ofSeconds(15);

  /** For how long a ring can be loaded after the time at which it would have ended by itself. */
  Duration KEPT = Duration.ofMinutes(1);

  /** The ring of that id, with the store's time. */
  Future<Loaded> load(RingId id);

  /**
   * Puts the ring in the place of the one of the revision before it, or of none if it is the first.
   *
   * @return whether it was carried out; if not, somebody else was faster
   */
  Future<Boolean> save(Ring ring);

  /** Of these users, as callers or called, the rings that {@link #recent} tells. */
  Future<List<Ring>> of(Collection<UserId> users);

  /**
   * Rings that have not ended, and those that ended within {@link #TOLD}, with the store's time.
   */
  Future<Recent> recent();

  /**
   * One ring at one moment.
   *
   * @param ring null where there is none
   * @param now ms since 1970 by the store's clock
   */
  record Loaded(@Nullable Ring ring, long now) {}

  /** Rings at one moment, ms since 1970 by the store's clock. */
  record Recent(List<Ring> rings, long now) {
    public Recent {
      rings = List.copyOf(rings);
    }
  }
}
