package dev.parley.presence;

import dev.parley.presence.domain.Ringing;
import dev.parley.presence.domain.Ringing.Verdict;
import dev.parley.presence.store.PresenceStore;
import dev.parley.presence.store.RingStore;
import dev.parley.presence.store.RingStore.Loaded;
import dev.parley.presence.store.RingStore.Recent;
import dev.parley.protocol.RingId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest.AnswerRing;
import dev.parley.protocol.bus.PresenceRequest.CancelRing;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.protocol.bus.PresenceRequest.RingUp;
import dev.parley.protocol.bus.Ring;
import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what is said of rings: load, judge by the rules, save, and on a conflict again; then
 * every gateway is told. As all of it is in the store, any instance goes on with any ring.
 *
 * <p><em>Threading:</em> the context of the verticle.
 */
final class Rings {
  /** Open rings of one user. */
  private static final int MOST = 20;

  private static final PresenceAnswer OVER = new PresenceAnswer.Refused(ErrorCode.RING_OVER);

  private final PresenceStore sessions;
  private final RingStore rings;
  private final Duration life;
  private final News news;

  /**
   * @param life after which a ring ends by itself
   */
  Rings(PresenceStores stores, Duration life, News news) {
    this.sessions = stores.presence();
    this.rings = stores.rings();
    this.life = life;
    this.news = news;
  }

  /** A repeated command finds the ring that it made. */
  Future<PresenceAnswer> ring(RingUp asked) {
    return present(asked.to())
        .compose(there -> rings.load(asked.id()).compose(found -> ring(asked, found, there)));
  }

  private Future<PresenceAnswer> ring(RingUp asked, Loaded found, Set<Located> there) {
    int attending = attending(there).size();
    Ring known = found.ring();
    if (known != null) {
      return Future.succeededFuture(new PresenceAnswer.Rung(known, attending));
    }
    if (there.isEmpty()) {
      return Future.succeededFuture(new PresenceAnswer.Refused(ErrorCode.UNKNOWN_PEER));
    }
    return rings
        .of(Set.of(asked.to()))
        .compose(others ->
            others.stream().filter(Ring::isOpen).count() < MOST
                ? begin(asked, found.now(), attending)
                : Future.succeededFuture(new PresenceAnswer.Refused(ErrorCode.TOO_MANY)));
  }

  /**
   * @param attending sessions that hear it; where there are none, the user is busy
   */
  private Future<PresenceAnswer> begin(RingUp asked, long now, int attending) {
    Ring ring = first(asked, now, attending == 0 ? Ringing.nobodyHears(now) : null);
    return rings
        .save(ring)
        .compose(saved -> {
          if (!saved) {
            return ring(asked);
          }
          news.ring(ring);
          return Future.succeededFuture(new PresenceAnswer.Rung(ring, attending));
        });
  }

  private Ring first(RingUp asked, long now, Ring.@Nullable End end) {
    return new Ring(
        asked.id(),
        asked.from(),
        asked.page(),
        asked.to(),
        asked.room(),
        asked.values(),
        now + life.toMillis(),
        1,
        Set.of(),
        end);
  }

  Future<PresenceAnswer> answer(AnswerRing said) {
    return present(said.by().user())
        .map(Rings::attending)
        .compose(present ->
            carryOut(
                said.ring(),
                found -> Ringing.answer(found.ring, said.answer(), said.by(), present, found.now)));
  }

  Future<PresenceAnswer> cancel(CancelRing said) {
    return carryOut(said.ring(), found -> Ringing.cancel(found.ring, said.by(), found.now));
  }

  /** A ring that there is, at the time of the store. */
  private record Found(Ring ring, long now) {}

  private Future<PresenceAnswer> carryOut(RingId id, Function<Found, Verdict> rule) {
    return rings
        .load(id)
        .compose(loaded -> {
          Ring ring = loaded.ring();
          return ring == null
              ? Future.succeededFuture(OVER)
              : settle(ring, rule.apply(new Found(ring, loaded.now())), rule);
        });
  }

  private Future<PresenceAnswer> settle(
      Ring before, Verdict verdict, Function<Found, Verdict> rule) {
    PresenceAnswer answer = verdict.carriedOut() ? new PresenceAnswer.Noted(List.of()) : OVER;
    return become(before, verdict.next())
        .compose(done -> done ? Future.succeededFuture(answer) : carryOut(before.id(), rule));
  }

  /** Whether it was carried out; if not, somebody else was faster. */
  private Future<Boolean> become(Ring before, Ring next) {
    if (next.equals(before)) {
      return Future.succeededFuture(true);
    }
    return rings
        .save(next)
        .onSuccess(saved -> {
          if (saved) {
            news.ring(next);
          }
        });
  }

  private Future<Set<Located>> present(UserId user) {
    return sessions
        .locate(user)
        .map(found -> found.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
  }

  private static Set<SessionId> attending(Set<Located> there) {
    return there.stream()
        .filter(Located::attends)
        .map(Located::session)
        .collect(Collectors.toSet());
  }

  /** The rings of which sessions of those users should hear. */
  Future<PresenceAnswer> of(Collection<UserId> users) {
    return users.isEmpty()
        ? Future.succeededFuture(new PresenceAnswer.Noted(List.of()))
        : rings.of(users).map(PresenceAnswer.Noted::new);
  }

  /** Ends what has not been answered in time; whichever instance is first. */
  Future<Recent> sweep() {
    return rings
        .recent()
        .onSuccess(recent ->
            recent.rings().forEach(ring -> become(ring, Ringing.expire(ring, recent.now()))));
  }
}
