package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.BAD_FIELD;
import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.protocol.wire.ErrorCode.FORBIDDEN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Limits;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest.MemberCommand;
import dev.parley.protocol.bus.RoomRequest.Moderate;
import dev.parley.protocol.bus.RoomRequest.Update;
import java.util.function.Function;

/** What a member says about itself, and to the room. */
final class MemberCommands {
  private MemberCommands() {}

  static Reply update(Step step, Update update) {
    return once(step, update, member -> merge(step, member, update));
  }

  static Reply moderate(Step step, Moderate moderate) {
    return once(
        step,
        moderate,
        actor ->
            actor.member().role().moderates()
                ? Moderating.carryOut(step, actor.member(), moderate.what())
                : Reply.refused(FORBIDDEN));
  }

  /** Carries the rule out, unless that was done before or the command came by an older socket. */
  private static Reply once(Step step, MemberCommand command, Function<Entry, Reply> rule) {
    SessionId session = command.session();
    Entry actor = step.state().entry(session);
    if (actor == null) {
      return Reply.refused(step.whyGone(session));
    }
    Seat seat = actor.seat();
    if (command.id().equals(seat.lastCommand())
        || step.answered(seat.instance(), command.id()) != null) {
      return Reply.accepted(session);
    }
    if (command.generation() < seat.generation()) {
      return Reply.refused(FENCED);
    }
    Reply reply = rule.apply(actor);
    if (step.hasOps()) {
      step.remember(seat.instance(), command.id());
    }
    return reply;
  }

  private static Reply merge(Step step, Entry entry, Update update) {
    Values profile = entry.member().profile().with(update.set(), update.unset());
    if (profile.toString().getBytes(UTF_8).length > Limits.PROFILE) {
      return Reply.refused(BAD_FIELD);
    }
    step.apply(
        new RoomOp.Update(
            entry.member().withProfile(profile, step.tag()),
            entry.seat().after(update.id(), step.nextRev())));
    return Reply.accepted(update.session());
  }
}
