package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.ROOM_FULL;
import static dev.parley.protocol.wire.ErrorCode.ROOM_LOCKED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_EXPIRED;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Grant;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Member;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest.Join;
import dev.parley.protocol.bus.Waiting;
import dev.parley.protocol.wire.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How somebody comes in. */
final class Entrance {
  private Entrance() {}

  /** One join makes one session at most, however often and wherever it is repeated. */
  static Reply join(Step step, Join join) {
    Grant grant = join.grant();
    ErrorCode refusal =
        step.refusal(new Claimant(join.replaces(), join.instance(), grant.user(), grant.token()));
    if (refusal != null) {
      return Reply.refused(refusal);
    }
    Entry made = madeBy(step, join.instance(), join.id());
    if (made != null) {
      return Attendance.sit(step, made, join.node(), join.generation(), made.seat().offers());
    }
    Waiting waiting = Lobby.madeBy(step, join);
    if (waiting != null) {
      return Lobby.sit(step, waiting, join);
    }
    Answered past = step.answered(join.instance(), join.id());
    if (past != null) {
      return Reply.refused(past.refusal() == null ? SESSION_EXPIRED : past.refusal());
    }
    ErrorCode over = step.refusal(Claimant.of(join.session()));
    return over == null ? come(step, join) : Reply.refused(over);
  }

  private static @Nullable Entry madeBy(Step step, InstanceId instance, CommandId id) {
    return step.state().members().values().stream()
        .filter(entry -> entry.seat().instance().equals(instance))
        .filter(entry -> entry.seat().joinId().equals(id))
        .findFirst()
        .orElse(null);
  }

  /** Who comes in place of a session that is there needs no place, and asks nobody. */
  private static Reply come(Step step, Join join) {
    Entry replaced = replaced(step, join);
    if (replaced == null) {
      if (isLocked(step, join.grant())) {
        return Reply.refused(ROOM_LOCKED);
      }
      if (hasToWait(step, join.grant())) {
        return Lobby.knock(step, join);
      }
      if (step.state().members().size() >= step.state().policy().capacity()) {
        return Reply.refused(ROOM_FULL);
      }
    }
    return enter(step, join, replaced);
  }

  /** Nobody takes the place of another user, whatever ticket they have found. */
  private static @Nullable Entry replaced(Step step, Join join) {
    SessionId old = join.replaces();
    Entry entry = old == null ? null : step.state().entry(old);
    boolean same = entry != null && Objects.equals(entry.member().user(), join.grant().user());
    return same ? entry : null;
  }

  private static boolean isLocked(Step step, Grant grant) {
    return step.state().policy().locked() && !role(step, grant).moderates();
  }

  /** Guests wait; without tokens everybody is one but the first. */
  private static boolean hasToWait(Step step, Grant grant) {
    boolean guest =
        grant.role() == null ? !step.state().members().isEmpty() : grant.role() == Role.GUEST;
    return step.state().policy().lobby() && guest;
  }

  /** Without a token, the first is the owner. */
  private static Role role(Step step, Grant grant) {
    if (grant.role() != null) {
      return grant.role();
    }
    return step.state().members().isEmpty() ? Role.OWNER : Role.MEMBER;
  }

  private static Reply enter(Step step, Join join, @Nullable Entry replaced) {
    Map<CommandId, SessionId> offers = handOut(step, join, replaced);
    Member member = member(step, join, replaced == null ? null : replaced.member());
    Seat seat = seat(step, join, offers);
    step.apply(
        replaced == null
            ? new RoomOp.Add(member, seat)
            : new RoomOp.Replace(replaced.member().session(), member, seat));
    step.remember(join.instance(), join.id());
    return Reply.accepted(join.session(), offers, null);
  }

  /** Where a join sits, as a member or as one who waits. */
  static Seat seat(Step step, Join join, Map<CommandId, SessionId> offers) {
    return new Seat(
        join.instance(),
        join.node(),
        join.generation(),
        join.id(),
        offers,
        null,
        step.nextRev(),
        join.grant().token());
  }

  /** One offer to each member that is up, in the order of joining, as far as they go. */
  private static Map<CommandId, SessionId> handOut(Step step, Join join, @Nullable Entry replaced) {
    List<SessionId> takers =
        step.state().members().values().stream()
            .filter(Entry::isUp)
            .filter(entry -> !entry.equals(replaced))
            .map(entry -> entry.member().session())
            .limit(join.offers().size())
            .toList();
    Map<CommandId, SessionId> offers = new LinkedHashMap<>();
    for (int i = 0; i < takers.size(); i++) {
      offers.put(join.offers().get(i), takers.get(i));
    }
    return offers;
  }

  /** Who comes again is who they were, and may send what they might. */
  private static Member member(Step step, Join join, @Nullable Member replaced) {
    Role role = replaced == null ? role(step, join.grant()) : replaced.role();
    List<Publish> publish = replaced == null ? join.grant().publish() : replaced.publish();
    return new Member(
        join.session(),
        join.grant().user(),
        role,
        role == Role.OBSERVER ? List.of() : publish,
        Member.State.UP,
        null,
        join.profile(),
        join.capabilities(),
        step.now(),
        step.tag());
  }
}
