package dev.parley.presence;

import dev.parley.presence.domain.Continuity;
import dev.parley.presence.store.PresenceStore;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/**
 * Answers {@link Service#PRESENCE}, and watches whether the store answers.
 *
 * <p><em>Threading:</em> all on the context of the verticle.
 */
public final class PresenceService extends VerticleBase {

  private static final System.Logger LOG = System.getLogger(PresenceService.class.getName());

  /** Twice within the longest gap, so one late answer is no break. */
  private static final long PROBE_MILLIS = Continuity.LONGEST_GAP.toMillis() / 2;

  private final PresenceSettings settings;
  private final Bus bus;
  private final PresenceStore store;
  private final LongSupplier clock;
  private Continuity continuity = Continuity.NONE;

  /**
   * @param clock ms, only ever forward
   */
  public PresenceService(
      PresenceSettings settings, Bus bus, PresenceStore store, LongSupplier clock) {
    this.settings = settings;
    this.bus = bus;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(0, PROBE_MILLIS, timer -> leases());
    return bus.serve(Service.PRESENCE, this::answer);
  }

  private Future<PresenceAnswer> answer(PresenceRequest question) {
    return carryOut(question)
        .recover(failure -> {
          LOG.log(Level.DEBUG, "The store did not answer", failure);
          return Future.succeededFuture(new PresenceAnswer.Unavailable());
        });
  }

  private Future<PresenceAnswer> carryOut(PresenceRequest question) {
    return switch (question) {
      case PresenceRequest.Renew renew ->
          store
              .renew(renew.node(), settings.lapse())
              .map(held -> new PresenceAnswer.Renewed(held.known(), held.alive(), held.epoch()));
      case PresenceRequest.Release release ->
          store
              .release(release.node())
              .map(left -> new PresenceAnswer.Renewed(false, left.alive(), left.epoch()));
      case PresenceRequest.Attach attach ->
          store.attach(attach.node(), attach.sessions()).map(done -> new PresenceAnswer.Noted());
      case PresenceRequest.Detach detach ->
          store.detach(detach.node(), detach.sessions()).map(done -> new PresenceAnswer.Noted());
      case PresenceRequest.Locate locate ->
          store.locate(locate.user()).map(PresenceAnswer.Sessions::new);
      case PresenceRequest.Leases asked -> leases().map(this::judged);
    };
  }

  private Future<PresenceStore.Leases> leases() {
    return store
        .leases()
        .onSuccess(held -> became(continuity.answered(held.epoch(), clock.getAsLong())))
        .onFailure(failure -> became(continuity.failed()));
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

  private PresenceAnswer judged(PresenceStore.Leases held) {
    boolean certain = continuity.lasts(settings.settle(), clock.getAsLong());
    return new PresenceAnswer.Leases(held.alive(), certain, held.epoch());
  }
}
