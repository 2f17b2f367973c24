package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_EXPIRED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_TAKEN;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest.Away;
import dev.parley.protocol.bus.RoomRequest.Leave;
import dev.parley.protocol.bus.RoomRequest.Resume;
import dev.parley.protocol.bus.RoomRequest.Up;
import dev.parley.protocol.bus.Waiting;
import dev.parley.protocol.wire.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether a member has a socket, where, and what becomes of one that has none. */
final class Attendance {
  private Attendance() {}

  static Reply resume(Step step, Resume resume) {
    Entry entry = step.state().entry(resume.session());
    ErrorCode refusal = step.refusal(Claimant.of(resume.session(), resume.instance()));
    if (refusal != null) {
      return Reply.refused(refusal);
    }
    if (entry == null) {
      return Reply.refused(SESSION_EXPIRED);
    }
    if (!entry.seat().instance().equals(resume.instance())) {
      return Reply.refused(SESSION_TAKEN);
    }
    return sit(step, entry, resume.node(), resume.generation(), Map.of());
  }

  /** While the store settles, who is unknown has only not been restored yet. */
  static Reply up(Step step, Up up) {
    Entry entry = step.state().entry(up.session());
    ErrorCode refusal = step.refusal(Claimant.of(up.session()));
    if (refusal != null) {
      return Reply.refused(refusal);
    }
    if (entry == null) {
      return step.settles() ? Reply.UNAVAILABLE : Reply.refused(SESSION_EXPIRED);
    }
    return sit(step, entry, up.node(), up.generation(), Map.of());
  }

  /**
   * A socket of that generation at that node claims the seat. A higher generation wins it; the
   * present one, at its own node, is a repetition and makes up again who was away.
   */
  static Reply sit(
      Step step, Entry entry, NodeId node, long generation, Map<CommandId, SessionId> offers) {
    Seat seat = entry.seat();
    boolean there = seat.node().equals(node);
    if (generation < seat.generation() || (generation == seat.generation() && !there)) {
      return Reply.refused(FENCED);
    }
    if (generation > seat.generation() || !entry.isUp()) {
      step.apply(new RoomOp.Up(entry.member().up(step.tag()), seat.movedTo(node, generation)));
    }
    return Reply.accepted(entry.member().session(), offers, there ? null : seat.node());
  }

  /** Late news of an older socket change nothing. */
  static Reply away(Step step, Away away) {
    Entry entry = step.state().entry(away.session());
    if (entry != null
        && entry.isUp()
        && entry.seat().node().equals(away.node())
        && entry.seat().generation() == away.generation()) {
      depart(step, entry, time(step.rules(), away));
    }
    Waiting waiting = step.state().waiting(away.session());
    if (waiting != null) {
      Lobby.away(step, waiting, away);
    }
    return Reply.accepted(away.session());
  }

  private static Duration time(Rules rules, Away away) {
    return away.hold() == null
        ? rules.away()
        : Duration.ofMillis(Math.clamp(away.hold(), 0, rules.hold().toMillis()));
  }

  private static void depart(Step step, Entry entry, Duration time) {
    step.apply(new RoomOp.Away(entry.member().away(step.after(time), step.tag()), entry.seat()));
  }

  static Reply leave(Step step, Leave leave) {
    Entry entry = step.state().entry(leave.session());
    Waiting waiting = step.state().waiting(leave.session());
    Seat seat = step.state().seat(leave.session());
    if (seat != null && leave.generation() < seat.generation()) {
      return Reply.refused(FENCED);
    }
    if (entry != null) {
      step.apply(new RoomOp.Remove(leave.session(), RoomOp.Reason.LEFT, null));
    } else if (waiting != null) {
      step.apply(RoomOp.Lobby.gone(leave.session()));
    }
    return Reply.accepted(leave.session());
  }

  static Reply expire(Step step) {
    for (Entry entry : List.copyOf(step.state().members().values())) {
      Long until = entry.member().until();
      if (until != null && until <= step.now()) {
        step.apply(new RoomOp.Remove(entry.member().session(), RoomOp.Reason.EXPIRED, null));
      }
    }
    Lobby.expire(step);
    return Reply.SEEN;
  }

  static Reply lose(Step step, NodeId node) {
    step.state().members().values().stream()
        .filter(Entry::isUp)
        .filter(entry -> entry.seat().node().equals(node))
        .forEach(entry -> depart(step, entry, step.rules().away()));
    Lobby.lose(step, node);
    return Reply.SEEN;
  }
}
