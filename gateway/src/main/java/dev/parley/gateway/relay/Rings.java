package dev.parley.gateway.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.RingId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.bus.Ring;
import dev.parley.protocol.wire.Caller;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserCommand;
import dev.parley.protocol.wire.UserNews;
import dev.parley.runtime.Service;
import io.vertx.core.AsyncResult;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What sessions here say of rings, and what they hear. Presence-service tells every gateway of a
 * ring, more than once; a session hears of it once, and once of its end.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Rings {
  private static final double SECONDS = 60;
  private static final int ID_BYTES = 16;

  /** Buckets after which those that are full again are forgotten. */
  private static final int SWEEP_AT = 10_000;

  private final Node node;
  private final Attendances attendances;
  private final Sight sight;
  private final Map<UserId, TokenBucket> buckets = new HashMap<>();

  /** What is told late of one of them is not told on. */
  private final EndedRings ended = new EndedRings();

  Rings(Node node, Attendances attendances) {
    this.node = node;
    this.attendances = attendances;
    this.sight = new Sight(node);
  }

  // What sessions say

  void ring(Attendance caller, UserCommand.Ring ring) {
    long now = System.nanoTime();
    TokenBucket bucket = bucket(caller.user, now);
    ErrorCode refusal = sight.refusal(caller, List.of(ring.user()));
    if (refusal != null) {
      caller.peer.refuse(ring.id(), refusal, Sight.reason(refusal));
    } else if (!bucket.take(now)) {
      caller.peer.overLimit(ring, bucket.millisToNext(now));
    } else {
      Caller from = new Caller(caller.user, caller.session);
      PresenceRequest question =
          new PresenceRequest.RingUp(
              idOf(caller, ring.id()),
              from,
              caller.instance,
              ring.user(),
              ring.room(),
              ring.values());
      ask(caller, ring.id(), question, answer -> rung(caller, ring.id(), answer));
    }
  }

  private TokenBucket bucket(UserId user, long now) {
    if (buckets.size() >= SWEEP_AT) {
      buckets.values().removeIf(bucket -> bucket.isFull(now));
    }
    int rate = node.settings().rates().rings();
    return buckets.computeIfAbsent(user, key -> new TokenBucket(rate / SECONDS, rate, now));
  }

  /** The same for a repetition, on whichever gateway. */
  private static RingId idOf(Attendance caller, CommandId id) {
    String text = caller.user + " " + caller.instance + " " + id;
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
      byte[] part = Arrays.copyOf(digest, ID_BYTES);
      return new RingId(Base64.getUrlEncoder().withoutPadding().encodeToString(part));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  void answer(Attendance callee, UserCommand.Answer answer) {
    PresenceRequest question =
        new PresenceRequest.AnswerRing(answer.ring(), answer.answer(), word(callee, answer.id()));
    ask(callee, answer.id(), question, done -> ok(callee, answer.id(), done));
  }

  void cancel(Attendance caller, UserCommand.Cancel cancel) {
    PresenceRequest question =
        new PresenceRequest.CancelRing(cancel.ring(), word(caller, cancel.id()));
    ask(caller, cancel.id(), question, done -> ok(caller, cancel.id(), done));
  }

  private static Ring.Word word(Attendance speaker, CommandId id) {
    return new Ring.Word(speaker.user, speaker.session, speaker.instance, id);
  }

  private void ask(
      Attendance asker, CommandId id, PresenceRequest question, Consumer<PresenceAnswer> then) {
    node.bus().ask(Service.PRESENCE, question).onComplete(done -> settle(asker, id, done, then));
  }

  private static void settle(
      Attendance asker,
      CommandId id,
      AsyncResult<PresenceAnswer> done,
      Consumer<PresenceAnswer> then) {
    if (done.failed() || done.result() instanceof PresenceAnswer.Unavailable) {
      asker.peer.refuse(id, ErrorCode.UNAVAILABLE);
    } else if (done.result() instanceof PresenceAnswer.Refused refused) {
      asker.peer.refuse(id, refused.code());
    } else {
      then.accept(done.result());
    }
  }

  private void rung(Attendance caller, CommandId id, PresenceAnswer answer) {
    if (answer instanceof PresenceAnswer.Rung rung) {
      Ring ring = rung.ring();
      caller.peer.send(new UserNews.Rung(id, ring.id(), ring.until(), rung.sessions()));
      Ring latest = Objects.requireNonNullElse(ended.get(ring.id()), ring);
      if (latest.end() != null) {
        caller.over.add(latest);
        caller.peer.send(end(latest, latest.end()));
      }
    }
  }

  private static void ok(Attendance speaker, CommandId id, PresenceAnswer answer) {
    if (answer instanceof PresenceAnswer.Noted) {
      speaker.peer.send(new ServerFrame.Ok(id));
    }
  }

  // What they hear

  void hear(NodeMessage.Rings told) {
    hear(told.rings());
  }

  /** Rings that are under way, or ended lately. */
  void hear(List<Ring> rings) {
    rings.forEach(this::hear);
  }

  private void hear(Ring ring) {
    Ring.End end = ring.end();
    if (end != null) {
      ended.add(ring);
      concerned(ring)
          .filter(each -> each.over.add(ring))
          .forEach(each -> {
            each.rings.remove(ring.id());
            each.peer.send(end(ring, end));
          });
    } else if (ended.get(ring.id()) == null) {
      called(ring).forEach(callee -> tell(callee, ring));
    }
  }

  private static UserNews.RingEnded end(Ring ring, Ring.End end) {
    return new UserNews.RingEnded(ring.id(), end.reason(), ring.endedBy());
  }

  /** Those that attend: a page that only sits in a call shows no ring, and is busy. */
  private Stream<Attendance> called(Ring ring) {
    return attendances.of(ring.to()).stream().filter(callee -> callee.attended);
  }

  /** All sessions that are rung, and of the caller's those of the page that rang. */
  private Stream<Attendance> concerned(Ring ring) {
    Stream<Attendance> callers =
        attendances.of(ring.from().user()).stream()
            .filter(caller -> caller.instance.equals(ring.page()));
    return Stream.concat(called(ring), callers).distinct();
  }

  /** Whoever rings oneself hears it at the other pages alone. */
  private static void tell(Attendance callee, Ring ring) {
    boolean own = callee.user.equals(ring.from().user()) && callee.instance.equals(ring.page());
    if (!own && callee.rings.add(ring.id())) {
      callee.peer.send(
          new UserNews.Ringing(ring.id(), ring.from(), ring.room(), ring.values(), ring.until()));
    }
  }
}
