package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.BANNED;
import static dev.parley.protocol.wire.ErrorCode.FORBIDDEN;
import static dev.parley.protocol.wire.ErrorCode.TOO_MANY;
import static dev.parley.protocol.wire.ErrorCode.UNKNOWN_PEER;

import dev.parley.protocol.Ban;
import dev.parley.protocol.BanMark;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Banned;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.bus.Moderation.Allow;
import dev.parley.protocol.bus.Moderation.Kick;
import dev.parley.protocol.bus.Moderation.Mute;
import dev.parley.protocol.bus.Moderation.OfMember;
import dev.parley.protocol.bus.Moderation.OfRights;
import dev.parley.protocol.bus.Moderation.SetRole;
import dev.parley.protocol.bus.Waiting;
import dev.parley.protocol.wire.ErrorCode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What owners and moderators do to others. A moderator does nothing to an owner, and neither makes
 * nor unmakes moderators and owners.
 */
final class Discipline {
  private Discipline() {}

  static Reply carryOut(Step step, Member actor, OfMember act) {
    Entry target = step.state().entry(act.target());
    if (target != null && !mayTouch(actor, target)) {
      return Reply.refused(FORBIDDEN);
    }
    return switch (act) {
      case Kick kick -> kick(step, actor, kick);
      case Moderation.Ban ban -> ban(step, actor, ban);
      case OfRights rights -> rights(step, actor, target, rights);
      case SetRole set -> role(step, actor, target, set);
    };
  }

  private static boolean mayTouch(Member actor, Entry target) {
    return actor.role() == Role.OWNER || target.member().role() != Role.OWNER;
  }

  // Who has to go

  /** Who was kicked before, by whomever, is out as was wanted. */
  private static Reply kick(Step step, Member actor, Kick kick) {
    Entry target = step.state().entry(kick.target());
    if (target != null) {
      long until = step.after(step.rules().tombstone());
      Tombstone grave = new Tombstone(kick.target(), target.seat().instance(), until);
      step.apply(new RoomOp.Remove(kick.target(), RoomOp.Reason.KICKED, grave));
    } else if (step.refusal(Claimant.of(kick.target())) == null) {
      return Reply.refused(UNKNOWN_PEER);
    }
    return Reply.accepted(actor.session());
  }

  private static Reply ban(Step step, Member actor, Moderation.Ban ban) {
    Banned banned = described(step, ban.target());
    if (banned == null) {
      return step.refusal(Claimant.of(ban.target())) == BANNED
          ? Reply.accepted(actor.session())
          : Reply.refused(UNKNOWN_PEER);
    }
    ErrorCode refusal = refusal(step, actor, banned);
    if (refusal != null) {
      return Reply.refused(refusal);
    }
    expel(step, banned);
    step.apply(new RoomOp.SetBan(ban.target(), banned.ban(), banned.mark()));
    return Reply.accepted(actor.session());
  }

  /** What a ban has to say of that session; null where it is neither in the room nor waits. */
  private static @Nullable Banned described(Step step, SessionId session) {
    Entry entry = step.state().entry(session);
    Waiting waiting = step.state().waiting(session);
    if (entry != null) {
      Member member = entry.member();
      BanMark mark = new BanMark(entry.seat().instance(), entry.seat().token());
      return new Banned(ban(step, session, member.user(), member.profile()), mark);
    }
    if (waiting != null) {
      var place = waiting.place();
      BanMark mark = new BanMark(place.seat().instance(), place.seat().token());
      var knock = waiting.knock();
      return new Banned(ban(step, session, knock.user(), knock.profile()), mark);
    }
    return null;
  }

  private static Ban ban(Step step, SessionId session, @Nullable UserId user, Values profile) {
    return new Ban(session, user, profile.string("name"), step.now(), step.tag());
  }

  /** Nobody bans an owner without being one, or themselves by another of their sessions. */
  private static @Nullable ErrorCode refusal(Step step, Member actor, Banned banned) {
    boolean touches =
        step.state().members().values().stream()
            .filter(entry -> Claimant.of(entry).isMeantBy(banned))
            .allMatch(entry -> mayTouch(actor, entry));
    Entry self = step.state().entry(actor.session());
    if (!touches || (self != null && Claimant.of(self).isMeantBy(banned))) {
      return FORBIDDEN;
    }
    return step.state().bans().size() >= Limits.BANS ? TOO_MANY : null;
  }

  /** Whoever is meant by the ban goes, by whichever session. */
  static void expel(Step step, Banned banned) {
    for (Entry entry : List.copyOf(step.state().members().values())) {
      if (Claimant.of(entry).isMeantBy(banned)) {
        step.apply(new RoomOp.Remove(entry.member().session(), RoomOp.Reason.BANNED, null));
      }
    }
    for (Waiting waiting : List.copyOf(step.state().lobby().values())) {
      if (Claimant.of(waiting).isMeantBy(banned)) {
        Lobby.turnAway(step, waiting, BANNED);
      }
    }
  }

  static Reply unban(Step step, SessionId actor, SessionId target) {
    if (!step.state().bans().containsKey(target)) {
      return Reply.refused(UNKNOWN_PEER);
    }
    step.apply(RoomOp.SetBan.lifted(target));
    return Reply.accepted(actor);
  }

  // What others may do

  private static Reply rights(Step step, Member actor, @Nullable Entry target, OfRights act) {
    if (target == null) {
      return Reply.refused(UNKNOWN_PEER);
    }
    Member member = target.member();
    List<Publish> next =
        switch (act) {
          case Mute mute -> Publish.without(member.publish(), mute.kinds());
          case Allow allow -> Publish.with(member.publish(), allow.kinds());
        };
    if (member.role() == Role.OBSERVER && !Objects.equals(next, member.publish())) {
      return Reply.refused(FORBIDDEN);
    }
    return update(step, actor, target, member.withPublish(next, step.tag()));
  }

  private static Reply role(Step step, Member actor, @Nullable Entry target, SetRole set) {
    if (target == null) {
      return Reply.refused(UNKNOWN_PEER);
    }
    Member member = target.member();
    boolean named = member.role().moderates() || set.role().moderates();
    if (named && actor.role() != Role.OWNER) {
      return Reply.refused(FORBIDDEN);
    }
    Member next = member.withRole(set.role(), step.tag());
    return update(step, actor, target, next.withPublish(rightsOf(member, set.role()), next.tag()));
  }

  /** An observer sends nothing; who is none any more may send everything. */
  private static @Nullable List<Publish> rightsOf(Member member, Role next) {
    if (next == Role.OBSERVER) {
      return List.of();
    }
    return member.role() == Role.OBSERVER ? null : member.publish();
  }

  private static Reply update(Step step, Member actor, Entry target, Member next) {
    Member member = target.member();
    if (next.role() != member.role() || !Objects.equals(next.publish(), member.publish())) {
      step.apply(new RoomOp.Update(next, target.seat().changedAt(step.nextRev())));
    }
    return Reply.accepted(actor.session());
  }
}
