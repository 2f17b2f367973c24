package dev.parley.room.domain;

import dev.parley.protocol.KnockSeat;
import dev.parley.protocol.Limits;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.bus.Waiting;
import java.util.List;

/**
 * How the lobby of a room comes back from what a gateway knows of it: part of {@link Restoration}.
 * Who is in the room does not wait, nor does who was answered; who waits in both histories is where
 * the higher generation says. Nothing is lost by one who is left out, as its gateway asks again.
 *
 * <p><em>Threading:</em> lives within one call of {@link Room}.
 */
final class RestoredLobby {
  private final Step step;
  private final RoomState theirs;
  private final NodeId node;

  RestoredLobby(Step step, RoomState theirs, NodeId node) {
    this.step = step;
    this.theirs = theirs;
    this.node = node;
  }

  /** All that they know, once the rest of the room is put together. */
  void merge() {
    Policy policy = step.state().policy();
    if (!policy.lobby() || policy.locked()) {
      List.copyOf(step.state().lobby().keySet()).forEach(this::leave);
      return;
    }
    for (Waiting waiting : theirs.lobby().values()) {
      Waiting stored = step.state().waiting(waiting.session());
      if (stored != null) {
        merge(stored, waiting);
      } else if (mayWait(waiting)) {
        Lobby.put(step, waiting.knock(), isHere(waiting) ? waiting.place() : absent(waiting));
      }
    }
  }

  /** Only what the gateway vouches for. */
  void claim() {
    for (Waiting waiting : theirs.lobby().values()) {
      Waiting stored = step.state().waiting(waiting.session());
      if (stored != null && isHere(waiting)) {
        merge(stored, waiting);
      }
    }
  }

  /** The session is in the room. */
  void leave(SessionId session) {
    if (step.state().waiting(session) != null) {
      step.apply(RoomOp.Lobby.gone(session));
    }
  }

  private boolean mayWait(Waiting waiting) {
    RoomState now = step.state();
    Seat seat = waiting.place().seat();
    return now.lobby().size() < Limits.LOBBY
        && now.entry(waiting.session()) == null
        && step.refusal(Claimant.of(waiting)) == null
        && step.answered(seat.instance(), seat.joinId()) == null;
  }

  private boolean isHere(Waiting waiting) {
    return waiting.isThere() && waiting.place().seat().node().equals(node);
  }

  /** Who was away already keeps the deadline, as far as there is one. */
  private KnockSeat absent(Waiting waiting) {
    long latest = step.after(step.rules().away());
    Long until = waiting.place().until();
    return waiting.place().away(until == null ? latest : Math.min(until, latest));
  }

  private void merge(Waiting stored, Waiting waiting) {
    Seat mine = stored.place().seat();
    Seat other = waiting.place().seat();
    boolean moved = other.generation() > mine.generation();
    boolean back =
        !stored.isThere()
            && other.generation() == mine.generation()
            && other.node().equals(mine.node());
    if (moved || (back && isHere(waiting))) {
      KnockSeat place = stored.place().movedTo(other.node(), other.generation());
      Lobby.put(
          step,
          stored.knock().tagged(step.tag()),
          isHere(waiting) ? place : place.away(step.after(step.rules().away())));
    }
  }
}
