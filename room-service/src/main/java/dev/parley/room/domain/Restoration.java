package dev.parley.room.domain;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.bus.Banned;
import dev.parley.protocol.bus.Claimant;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ErrorCode;
import java.util.List;

/**
 * How a room comes back from what a gateway knows of it, when the store has lost it, or writes of
 * it. The room as stored and as theirs are two histories, of which neither need be the older one;
 * so they are merged, entry by entry:
 *
 * <ul>
 *   <li>bans and tombstones beat entries, on either side; a ban that was lifted in one of the two
 *       has to be lifted again;
 *   <li>what one side alone has, stays: who left in the other history is away for a while at worst;
 *   <li>of a member that both have, the seat with the higher generation holds, and what was changed
 *       in the higher revision;
 *   <li>of keys and policy, those of the side with the higher revision.
 * </ul>
 *
 * <p>A gateway vouches for its own sockets alone: all others are away until their gateway comes. Of
 * a history that went into the room before, nothing but sockets is taken.
 *
 * <p><em>Threading:</em> lives within one call of {@link Room}.
 */
final class Restoration {
  private final Step step;
  private final RoomState theirs;
  private final NodeId node;
  private final boolean isTheirsFurther;
  private final RestoredLobby lobby;

  private Restoration(Step step, Restore restore) {
    this.step = step;
    this.theirs = restore.state();
    this.node = restore.node();
    this.isTheirsFurther = theirs.rev() > step.state().rev();
    this.lobby = new RestoredLobby(step, theirs, node);
  }

  static Reply restore(Step step, Restore restore) {
    Restoration restoration = new Restoration(step, restore);
    RoomState theirs = restore.state();
    RoomState stored = step.state();
    if (theirs.incarnation().equals(stored.incarnation())) {
      if (restore.proven() || restoration.provesLoss(stored)) {
        restoration.merge(true);
      }
    } else if (step.contains(theirs)) {
      restoration.claim();
    } else {
      restoration.merge(restoration.isTheirsFurther);
    }
    return Reply.SEEN;
  }

  /** In one incarnation a revision is given once, and never goes back. */
  private boolean provesLoss(RoomState stored) {
    return isTheirsFurther
        || (theirs.rev() == stored.rev() && !theirs.digest().equals(stored.digest()));
  }

  /** Of a history that is known already, only what the gateway vouches for can be new. */
  private void claim() {
    for (Entry entry : theirs.members().values()) {
      Entry stored = step.state().entry(entry.member().session());
      if (stored != null && isHere(entry)) {
        merge(stored, entry);
      }
    }
    lobby.claim();
  }

  private void merge(boolean restarts) {
    final long rev = Math.max(theirs.rev(), step.state().rev());
    theirs.bans().values().forEach(this::bar);
    theirs.tombstones().values().stream().filter(step::stands).forEach(this::bury);
    theirs.members().values().forEach(this::seat);
    theirs.keys().forEach(this::putKey);
    if (isTheirsFurther && !theirs.policy().equals(step.state().policy())) {
      step.apply(new RoomOp.SetPolicy(theirs.policy()));
    }
    lobby.merge();
    step.contain(theirs);
    if (restarts) {
      step.restart(rev);
    }
  }

  private void bar(Banned banned) {
    SessionId session = banned.ban().session();
    if (!step.state().bans().containsKey(session)) {
      Discipline.expel(step, banned);
      step.apply(new RoomOp.SetBan(session, banned.ban(), banned.mark()));
    }
  }

  /** A page that was removed goes too where it came in again because that had been forgotten. */
  private void bury(Tombstone grave) {
    if (isBuried(grave)) {
      return;
    }
    for (Entry entry : List.copyOf(step.state().members().values())) {
      SessionId session = entry.member().session();
      boolean samePage = !grave.closed() && entry.seat().instance().equals(grave.instance());
      if (samePage && theirs.entry(session) == null) {
        remove(new Tombstone(session, grave.instance(), grave.until()));
      }
    }
    if (!isBuried(grave)) {
      remove(grave);
    }
  }

  private boolean isBuried(Tombstone grave) {
    Tombstone known = step.state().tombstones().get(grave.session());
    return known != null && step.stands(known);
  }

  private void remove(Tombstone grave) {
    RoomOp.Reason reason = grave.closed() ? RoomOp.Reason.CLOSED : RoomOp.Reason.KICKED;
    step.apply(new RoomOp.Remove(grave.session(), reason, grave));
  }

  private void seat(Entry entry) {
    SessionId session = entry.member().session();
    Entry stored = step.state().entry(session);
    if (stored != null) {
      merge(stored, entry);
    } else if (!isKeptOut(entry)) {
      lobby.leave(session);
      Member member =
          isHere(entry) ? entry.member() : entry.member().away(deadline(entry), step.tag());
      step.apply(new RoomOp.Add(member, entry.seat()));
    }
  }

  /** A page that is there although theirs has a tombstone of it was there before, and may stay. */
  private boolean isKeptOut(Entry entry) {
    if (step.refusal(Claimant.of(entry)) == ErrorCode.BANNED) {
      return true;
    }
    return step.state().tombstones().values().stream()
        .filter(step::stands)
        .anyMatch(grave ->
            grave.session().equals(entry.member().session())
                || (!grave.closed()
                    && grave.instance().equals(entry.seat().instance())
                    && !theirs.tombstones().containsKey(grave.session())));
  }

  /** Whether the gateway that asks vouches for the socket; of others it only knows by hearsay. */
  private boolean isHere(Entry entry) {
    return entry.isUp() && entry.seat().node().equals(node);
  }

  /** Who was away already keeps the deadline, as far as one may ask for it. */
  private long deadline(Entry entry) {
    Long until = entry.member().until();
    return until == null
        ? step.after(step.rules().away())
        : Math.min(until, step.after(step.rules().hold()));
  }

  private void merge(Entry stored, Entry entry) {
    boolean moved = entry.seat().generation() > stored.seat().generation();
    boolean comes = isHere(entry) && (moved || isBack(stored, entry.seat()));
    boolean changed = entry.seat().changed() > stored.seat().changed();
    if (moved || comes || changed) {
      Entry said = changed ? entry : stored;
      undo(stored.seat(), said.seat());
      Seat place = (moved ? entry : stored).seat();
      Seat seat = said.seat().movedTo(place.node(), place.generation());
      boolean up = comes || (stored.isUp() && !moved);
      Member member =
          up ? said.member().up(step.tag()) : said.member().away(deadline(stored), step.tag());
      step.apply(op(stored, comes, new Entry(member, seat)));
    }
  }

  /** What the session last said to the store is overwritten: it may say so again. */
  private void undo(Seat stored, Seat kept) {
    CommandId last = stored.lastCommand();
    if (last != null && !last.equals(kept.lastCommand())) {
      step.forget(stored.instance(), last);
    }
  }

  private static RoomOp op(Entry stored, boolean comes, Entry next) {
    if (comes) {
      return new RoomOp.Up(next.member(), next.seat());
    }
    return stored.isUp() && !next.isUp()
        ? new RoomOp.Away(next.member(), next.seat())
        : new RoomOp.Update(next.member(), next.seat());
  }

  private static boolean isBack(Entry stored, Seat seat) {
    return !stored.isUp()
        && stored.seat().generation() == seat.generation()
        && stored.seat().node().equals(seat.node());
  }

  private void putKey(String key, KeyEntry entry) {
    KeyEntry stored = step.state().keys().get(key);
    boolean fits = stored != null || step.state().keys().size() < Limits.ROOM_KEYS;
    if (fits && !entry.equals(stored) && (stored == null || isTheirsFurther)) {
      step.apply(new RoomOp.Key(key, entry));
    }
  }
}
