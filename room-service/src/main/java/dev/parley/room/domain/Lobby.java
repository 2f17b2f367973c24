package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.DENIED;
import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.protocol.wire.ErrorCode.ROOM_FULL;
import static dev.parley.protocol.wire.ErrorCode.SESSION_TAKEN;
import static dev.parley.protocol.wire.ErrorCode.UNKNOWN_PEER;

import dev.parley.protocol.Knock;
import dev.parley.protocol.KnockSeat;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomRequest.Away;
import dev.parley.protocol.bus.RoomRequest.Join;
import dev.parley.protocol.bus.Waiting;
import dev.parley.protocol.wire.ErrorCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who waits to be admitted, and what becomes of them. Each has a place from the first join on, by
 * whichever gateway it is repeated; without a socket the place stays as long as a member's would.
 */
final class Lobby {
  private Lobby() {}

  /** Who came to the lobby by that join. */
  static @Nullable Waiting madeBy(Step step, Join join) {
    return step.state().lobby().values().stream()
        .filter(waiting -> waiting.place().seat().instance().equals(join.instance()))
        .filter(waiting -> waiting.place().seat().joinId().equals(join.id()))
        .findFirst()
        .orElse(null);
  }

  static Reply knock(Step step, Join join) {
    if (step.state().lobby().size() >= Limits.LOBBY) {
      return Reply.refused(ROOM_FULL);
    }
    Knock knock =
        new Knock(join.session(), join.grant().user(), join.profile(), step.now(), step.tag());
    Seat seat = Entrance.seat(step, join, Map.of());
    put(step, knock, new KnockSeat(seat, join.capabilities(), join.grant(), null));
    return Reply.accepted(join.session());
  }

  /** The same as for a member: {@link Attendance#sit}. Nobody takes another user's place. */
  static Reply sit(Step step, Waiting waiting, Join join) {
    if (!Objects.equals(waiting.knock().user(), join.grant().user())) {
      return Reply.refused(SESSION_TAKEN);
    }
    Seat seat = waiting.place().seat();
    NodeId node = join.node();
    long generation = join.generation();
    boolean there = seat.node().equals(node);
    if (generation < seat.generation() || (generation == seat.generation() && !there)) {
      return Reply.refused(FENCED);
    }
    if (generation > seat.generation() || !waiting.isThere()) {
      put(step, waiting.knock().tagged(step.tag()), waiting.place().movedTo(node, generation));
    }
    return Reply.accepted(waiting.session(), Map.of(), there ? null : seat.node());
  }

  /** The socket of that generation at that node is gone, for a member's time or a shorter one. */
  static void away(Step step, Waiting waiting, Away away) {
    Duration longest = step.rules().away();
    Duration time =
        away.hold() == null
            ? longest
            : Duration.ofMillis(Math.clamp(away.hold(), 0, longest.toMillis()));
    if (isAt(waiting, away.node()) && waiting.place().seat().generation() == away.generation()) {
      depart(step, waiting, time);
    }
  }

  private static boolean isAt(Waiting waiting, NodeId node) {
    return waiting.isThere() && waiting.place().seat().node().equals(node);
  }

  private static void depart(Step step, Waiting waiting, Duration time) {
    put(step, waiting.knock().tagged(step.tag()), waiting.place().away(step.after(time)));
  }

  static void lose(Step step, NodeId node) {
    all(step).stream()
        .filter(waiting -> isAt(waiting, node))
        .forEach(waiting -> depart(step, waiting, step.rules().away()));
  }

  static void expire(Step step) {
    for (Waiting waiting : all(step)) {
      Long until = waiting.place().until();
      if (until != null && until <= step.now()) {
        step.apply(RoomOp.Lobby.gone(waiting.session()));
      }
    }
  }

  /** Another moderator may have admitted the same one a moment before. */
  static Reply admit(Step step, SessionId actor, @Nullable SessionId target) {
    Waiting one = target == null ? null : step.state().waiting(target);
    if (target != null && one == null) {
      return step.state().entry(target) == null
          ? Reply.refused(UNKNOWN_PEER)
          : Reply.accepted(actor);
    }
    Collection<Waiting> asked = one == null ? all(step) : List.of(one);
    return admit(step, asked) || asked.isEmpty() ? Reply.accepted(actor) : Reply.refused(ROOM_FULL);
  }

  /** Lets these in, as far as there is room; answers whether there was for one. */
  private static boolean admit(Step step, Collection<Waiting> asked) {
    int room = step.state().policy().capacity() - step.state().members().size();
    asked.stream().limit(Math.max(0, room)).forEach(waiting -> admit(step, waiting));
    return room > 0;
  }

  private static void admit(Step step, Waiting waiting) {
    step.apply(RoomOp.Lobby.gone(waiting.session()));
    KnockSeat place = waiting.place();
    Role role = place.grant().role() == null ? Role.MEMBER : place.grant().role();
    Member member =
        new Member(
            waiting.session(),
            waiting.knock().user(),
            role,
            place.grant().publish(),
            waiting.isThere() ? Member.State.UP : Member.State.AWAY,
            place.until(),
            waiting.knock().profile(),
            place.capabilities(),
            step.now(),
            step.tag());
    step.apply(new RoomOp.Add(member, place.seat().changedAt(step.nextRev())));
    step.remember(place.seat().instance(), place.seat().joinId());
  }

  static Reply deny(Step step, SessionId actor, SessionId target) {
    Waiting waiting = step.state().waiting(target);
    if (waiting == null) {
      return Reply.refused(UNKNOWN_PEER);
    }
    turnAway(step, waiting, DENIED);
    return Reply.accepted(actor);
  }

  /** The lobby is no more: who has a place in the room comes in, the others go. */
  static void open(Step step) {
    admit(step, all(step));
    clear(step, ROOM_FULL);
  }

  /** Everybody goes, for that reason. */
  static void clear(Step step, ErrorCode reason) {
    all(step).forEach(waiting -> turnAway(step, waiting, reason));
  }

  static void turnAway(Step step, Waiting waiting, ErrorCode reason) {
    Seat seat = waiting.place().seat();
    step.apply(RoomOp.Lobby.gone(waiting.session()));
    step.remember(seat.instance(), seat.joinId(), reason);
  }

  static void put(Step step, Knock knock, KnockSeat place) {
    step.apply(new RoomOp.Lobby(knock.session(), knock, place));
  }

  private static List<Waiting> all(Step step) {
    return List.copyOf(step.state().lobby().values());
  }
}
