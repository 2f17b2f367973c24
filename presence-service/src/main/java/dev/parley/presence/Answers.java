package dev.parley.presence;

import dev.parley.presence.store.PresenceStore;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.bus.PresenceRequest.Attach;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.protocol.bus.PresenceRequest.Look;
import io.vertx.core.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers what presence-service is asked.
 *
 * <p><em>Threading:</em> the context of the verticle.
 */
final class Answers {
  private static final System.Logger LOG = System.getLogger(Answers.class.getName());

  private final PresenceStore store;
  private final Duration lapse;
  private final Liveness liveness;
  private final News news;
  private final Rings rings;

  /**
   * @param lapse how long a lease lasts after it was renewed
   */
  Answers(PresenceStore store, Duration lapse, Liveness liveness, News news, Rings rings) {
    this.store = store;
    this.lapse = lapse;
    this.liveness = liveness;
    this.news = news;
    this.rings = rings;
  }

  Future<PresenceAnswer> answer(PresenceRequest question) {
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
              .renew(renew.node(), lapse)
              .map(held -> new PresenceAnswer.Renewed(held.known(), held.alive(), held.epoch()));
      case PresenceRequest.Release release -> store.release(release.node()).map(this::released);
      case Attach attach -> attach(attach);
      case Look look -> store.look(look.known()).map(now -> seen(look, now));
      case PresenceRequest.Locate locate ->
          store.locate(locate.user()).map(PresenceAnswer.Sessions::new);
      case PresenceRequest.Leases asked -> liveness.leases().map(this::judged);
      case PresenceRequest.RingUp ring -> rings.ring(ring);
      case PresenceRequest.AnswerRing answer -> rings.answer(answer);
      case PresenceRequest.CancelRing cancel -> rings.cancel(cancel);
    };
  }

  private PresenceAnswer released(PresenceStore.Left left) {
    news.add(left.changed());
    return new PresenceAnswer.Renewed(false, left.leases().alive(), left.leases().epoch());
  }

  private PresenceAnswer judged(PresenceStore.Leases held) {
    return new PresenceAnswer.Leases(held.alive(), liveness.isCertain(), held.epoch());
  }

  /** Whoever comes hears of the rings that are under way. */
  private Future<PresenceAnswer> attach(Attach attach) {
    Set<UserId> came = attach.came().stream().map(Located::user).collect(Collectors.toSet());
    return store.attach(attach).onSuccess(news::add).compose(changed -> rings.of(came));
  }

  /** That somebody has gone is not said of whom a store knows nothing that may have lost all. */
  private PresenceAnswer seen(Look look, Map<UserId, Presence> now) {
    if (liveness.isCertain()) {
      return new PresenceAnswer.Presences(now);
    }
    return new PresenceAnswer.Presences(
        now.entrySet().stream()
            .filter(user -> user.getValue().sessions() > 0 || isUnseen(look, user.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static boolean isUnseen(Look look, UserId user) {
    return look.known().getOrDefault(user, 0L) == Look.UNSEEN;
  }
}
