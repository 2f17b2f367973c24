package dev.parley.presence;

import dev.parley.presence.domain.Continuity;
import dev.parley.presence.store.PresenceStore;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Wires one presence-service: it answers {@link Service#PRESENCE}, watches whether the store
 * answers, ends what is over, and tells every gateway of users that have changed and of rings.
 *
 * <p><em>Threading:</em> all on the context of the verticle.
 */
public final class PresenceService extends VerticleBase {

  private static final System.Logger LOG = System.getLogger(PresenceService.class.getName());

  /** Twice within the longest gap, so one late answer is no break. */
  private static final long PROBE_MILLIS = Continuity.LONGEST_GAP.toMillis() / 2;

  /** Between two times that rings are told again: a message may be lost. */
  private static final long AGAIN_MILLIS = 5_000;

  private final PresenceSettings settings;
  private final Bus bus;
  private final PresenceStores stores;
  private final LongSupplier clock;

  /**
   * @param clock ms, only ever forward
   */
  public PresenceService(
      PresenceSettings settings, Bus bus, PresenceStores stores, LongSupplier clock) {
    this.settings = settings;
    this.bus = bus;
    this.stores = stores;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    PresenceStore presence = stores.presence();
    News news = new News(vertx, bus);
    Liveness liveness = new Liveness(presence, settings.settle(), clock);
    Rings rings = new Rings(stores, settings.ringLife(), news);
    Answers answers = new Answers(presence, settings.lapse(), liveness, news, rings);
    vertx.setPeriodic(0, PROBE_MILLIS, timer -> bury(liveness, news));
    vertx.setPeriodic(PROBE_MILLIS, timer -> rings.sweep().onFailure(this::unanswered));
    vertx.setPeriodic(
        AGAIN_MILLIS, timer -> rings.sweep().onSuccess(recent -> news.rings(recent.rings())));
    return bus.serve(Service.PRESENCE, answers::answer);
  }

  /** Whoever is dead for certain takes the sessions along. */
  private void bury(Liveness liveness, News news) {
    liveness
        .leases()
        .compose(held ->
            liveness.isCertain()
                ? stores.presence().bury()
                : Future.succeededFuture(Map.<UserId, Presence>of()))
        .onSuccess(news::add)
        .onFailure(this::unanswered);
  }

  private void unanswered(Throwable failure) {
    LOG.log(Level.DEBUG, "The store did not answer", failure);
  }
}
