package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.BAD_FIELD;
import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.protocol.wire.ErrorCode.FORBIDDEN;
import static dev.parley.protocol.wire.ErrorCode.KICKED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_EXPIRED;
import static dev.parley.protocol.wire.ErrorCode.TOO_MANY_KEYS;
import static dev.parley.protocol.wire.ErrorCode.UNKNOWN_PEER;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Limits;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest.Kick;
import dev.parley.protocol.bus.RoomRequest.MemberCommand;
import dev.parley.protocol.bus.RoomRequest.SetKey;
import dev.parley.protocol.bus.RoomRequest.SetPolicy;
import dev.parley.protocol.bus.RoomRequest.Update;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a member says about itself, and what a moderator does to the room. */
final class MemberCommands {
  private MemberCommands() {}

  static Reply update(Step step, Update update) {
    return once(step, update, member -> merge(step, member, update));
  }

  static Reply kick(Step step, Kick kick) {
    return moderate(step, kick, () -> remove(step, kick));
  }

  static Reply setKey(Step step, SetKey set) {
    return moderate(step, set, () -> putKey(step, set));
  }

  static Reply setPolicy(Step step, SetPolicy set) {
    return moderate(step, set, () -> putPolicy(step, set));
  }

  /** Carries the rule out, unless that was done before or the command came by an older socket. */
  private static Reply once(Step step, MemberCommand command, Function<Entry, Reply> rule) {
    SessionId session = command.session();
    Entry actor = step.state().entry(session);
    if (actor == null) {
      return Reply.refused(step.isKeptOut(session, null) ? KICKED : SESSION_EXPIRED);
    }
    Seat seat = actor.seat();
    if (command.id().equals(seat.lastCommand())
        || step.wasAnswered(seat.instance(), command.id())) {
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

  private static Reply moderate(Step step, MemberCommand command, Supplier<Reply> rule) {
    return once(
        step,
        command,
        actor -> actor.member().role().moderates() ? rule.get() : Reply.refused(FORBIDDEN));
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

  private static Reply remove(Step step, Kick kick) {
    Entry target = step.state().entry(kick.target());
    if (target != null) {
      long until = step.after(step.rules().tombstone());
      Tombstone grave = new Tombstone(kick.target(), target.seat().instance(), until);
      step.apply(new RoomOp.Remove(kick.target(), RoomOp.Reason.KICKED, grave));
    } else if (!step.isKeptOut(kick.target(), null)) {
      return Reply.refused(UNKNOWN_PEER);
    }
    return Reply.accepted(kick.session());
  }

  private static Reply putKey(Step step, SetKey set) {
    Map<String, KeyEntry> keys = step.state().keys();
    if (set.value() == null) {
      step.apply(new RoomOp.Key(set.key(), null));
    } else if (keys.containsKey(set.key()) || keys.size() < Limits.ROOM_KEYS) {
      step.apply(new RoomOp.Key(set.key(), new KeyEntry(set.value(), step.tag())));
    } else {
      return Reply.refused(TOO_MANY_KEYS);
    }
    return Reply.accepted(set.session());
  }

  private static Reply putPolicy(Step step, SetPolicy set) {
    step.apply(new RoomOp.SetPolicy(step.state().policy().with(set.change(), step.tag())));
    return Reply.accepted(set.session());
  }
}
