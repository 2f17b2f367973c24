package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.FORBIDDEN;
import static dev.parley.protocol.wire.ErrorCode.ROOM_CLOSED;
import static dev.parley.protocol.wire.ErrorCode.ROOM_LOCKED;
import static dev.parley.protocol.wire.ErrorCode.TOO_MANY_KEYS;

import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.bus.Moderation.Admit;
import dev.parley.protocol.bus.Moderation.Close;
import dev.parley.protocol.bus.Moderation.Deny;
import dev.parley.protocol.bus.Moderation.OfMember;
import dev.parley.protocol.bus.Moderation.SetKey;
import dev.parley.protocol.bus.Moderation.SetPolicy;
import dev.parley.protocol.bus.Moderation.Unban;
import java.util.List;
import java.util.Map;

/** What owners and moderators do to the room; what they do to members is in {@link Discipline}. */
final class Moderating {
  private Moderating() {}

  /**
   * Carries it out.
   *
   * @param actor whose role moderates
   */
  static Reply carryOut(Step step, Member actor, Moderation what) {
    SessionId session = actor.session();
    return switch (what) {
      case OfMember act -> Discipline.carryOut(step, actor, act);
      case Unban unban -> Discipline.unban(step, session, unban.target());
      case Admit admit -> Lobby.admit(step, session, admit.target());
      case Deny deny -> Lobby.deny(step, session, deny.target());
      case SetKey set -> putKey(step, session, set);
      case SetPolicy set -> putPolicy(step, session, set);
      case Close close ->
          actor.role() == Role.OWNER ? close(step, session) : Reply.refused(FORBIDDEN);
    };
  }

  private static Reply putKey(Step step, SessionId actor, SetKey set) {
    Map<String, KeyEntry> keys = step.state().keys();
    if (set.value() == null) {
      step.apply(new RoomOp.Key(set.key(), null));
    } else if (keys.containsKey(set.key()) || keys.size() < Limits.ROOM_KEYS) {
      step.apply(new RoomOp.Key(set.key(), new KeyEntry(set.value(), step.tag())));
    } else {
      return Reply.refused(TOO_MANY_KEYS);
    }
    return Reply.accepted(actor);
  }

  /** A lobby has nobody in it once the room is locked, or has none. */
  private static Reply putPolicy(Step step, SessionId actor, SetPolicy set) {
    Policy policy = step.state().policy().with(set.change(), step.tag());
    step.apply(new RoomOp.SetPolicy(policy));
    if (policy.locked()) {
      Lobby.clear(step, ROOM_LOCKED);
    } else if (!policy.lobby()) {
      Lobby.open(step);
    }
    return Reply.accepted(actor);
  }

  /** Nobody and nothing is left; whoever was there is told so, and whoever comes begins anew. */
  private static Reply close(Step step, SessionId actor) {
    for (Entry entry : List.copyOf(step.state().members().values())) {
      Member member = entry.member();
      long until = step.after(step.rules().tombstone());
      Tombstone grave = new Tombstone(member.session(), entry.seat().instance(), until, true);
      step.apply(new RoomOp.Remove(member.session(), RoomOp.Reason.CLOSED, grave));
      step.remember(entry.seat().instance(), entry.seat().joinId(), ROOM_CLOSED);
    }
    Lobby.clear(step, ROOM_CLOSED);
    List.copyOf(step.state().bans().keySet())
        .forEach(session -> step.apply(RoomOp.SetBan.lifted(session)));
    List.copyOf(step.state().keys().keySet()).forEach(key -> step.apply(new RoomOp.Key(key, null)));
    step.apply(new RoomOp.SetPolicy(step.rules().policy(step.tag())));
    return Reply.accepted(actor);
  }
}
