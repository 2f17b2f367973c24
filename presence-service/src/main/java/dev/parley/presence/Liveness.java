package dev.parley.presence;

import dev.parley.presence.domain.Continuity;
import dev.parley.presence.store.PresenceStore;
import io.vertx.core.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Which gateways hold a lease, and whether the absence of one proves anything yet.
 *
 * <p><em>Threading:</em> the context of the verticle.
 */
final class Liveness {
  private static final System.Logger LOG = System.getLogger(Liveness.class.getName());

  private final PresenceStore store;
  private final Duration settle;
  private final LongSupplier clock;
  private Continuity continuity = Continuity.NONE;

  /**
   * @param settle how long the store must have answered without a break
   * @param clock ms, only ever forward
   */
  Liveness(PresenceStore store, Duration settle, LongSupplier clock) {
    this.store = store;
    this.settle = settle;
    this.clock = clock;
  }

  Future<PresenceStore.Leases> leases() {
    return store
        .leases()
        .onSuccess(held -> became(continuity.answered(held.epoch(), clock.getAsLong())))
        .onFailure(failure -> became(continuity.failed()));
  }

  /** Whether whoever is not there has gone. */
  boolean isCertain() {
    return continuity.lasts(settle, clock.getAsLong());
  }

  /** An outage is logged when it begins and when it ends, not with every call that it fails. */
  private void became(Continuity next) {
    if (next.run().isPresent() != continuity.run().isPresent()) {
      if (next.run().isPresent()) {
        LOG.log(Level.INFO, "The store answers");
      } else {
        LOG.log(Level.WARNING, "The store does not answer");
      }
    }
    continuity = next;
  }
}
