package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.KICKED;
import static dev.parley.protocol.wire.ErrorCode.ROOM_FULL;
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
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest.Join;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How somebody comes in. */
final class Entrance {
  private Entrance() {}

  /** One join makes one session at most, however often and wherever it is repeated. */
  static Reply join(Step step, Join join) {
    if (step.isKeptOut(join.replaces(), join.instance())) {
      return Reply.refused(KICKED);
    }
    Entry made = madeBy(step, join.instance(), join.id());
    if (made != null) {
      return Attendance.sit(step, made, join.node(), join.generation(), made.seat().offers());
    }
    if (step.wasAnswered(join.instance(), join.id())) {
      return Reply.refused(SESSION_EXPIRED);
    }
    return enter(step, join);
  }

  private static @Nullable Entry madeBy(Step step, InstanceId instance, CommandId id) {
    return step.state().members().values().stream()
        .filter(entry -> entry.seat().instance().equals(instance))
        .filter(entry -> entry.seat().joinId().equals(id))
        .findFirst()
        .orElse(null);
  }

  private static Reply enter(Step step, Join join) {
    SessionId old = join.replaces();
    Entry replaced = old == null ? null : step.state().entry(old);
    int present = step.state().members().size();
    if (replaced == null && present >= step.state().policy().capacity()) {
      return Reply.refused(ROOM_FULL);
    }
    Map<CommandId, SessionId> offers = handOut(step, join);
    Member member = member(step, join, replaced == null ? null : replaced.member());
    Seat seat =
        new Seat(
            join.instance(),
            join.node(),
            join.generation(),
            join.id(),
            offers,
            null,
            step.nextRev());
    step.apply(
        replaced == null
            ? new RoomOp.Add(member, seat)
            : new RoomOp.Replace(replaced.member().session(), member, seat));
    step.remember(join.instance(), join.id());
    return Reply.accepted(join.session(), offers, null);
  }

  /** Without a token, the first is the owner. */
  private static Role role(Step step, Grant grant) {
    if (grant.role() != null) {
      return grant.role();
    }
    return step.state().members().isEmpty() ? Role.OWNER : Role.MEMBER;
  }

  /** One offer to each member that is up, in the order of joining, as far as they go. */
  private static Map<CommandId, SessionId> handOut(Step step, Join join) {
    List<SessionId> takers =
        step.state().members().values().stream()
            .filter(Entry::isUp)
            .map(entry -> entry.member().session())
            .filter(session -> !session.equals(join.replaces()))
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
