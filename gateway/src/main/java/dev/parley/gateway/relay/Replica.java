package dev.parley.gateway.relay;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of one room, the last ops that led to it, and the changes that came too early.
 * Pure: no clock, no bus, no socket.
 *
 * <p><em>Threading:</em> one thread.
 */
final class Replica {
  private static final int LOG = 512;
  private static final int EARLY = 256;

  private final Deque<RoomOp> log = new ArrayDeque<>();
  private final PriorityQueue<RoomChanges> early =
      new PriorityQueue<>(Comparator.comparingLong(RoomChanges::prev));
  private @Nullable RoomState state;

  /** The room; null before the first {@link #adopt}. */
  @Nullable RoomState state() {
    return state;
  }

  /** Whether the session is in the room, or was and may not come back. */
  boolean knows(SessionId session) {
    RoomState now = state;
    return now != null && (now.entry(session) != null || now.isOut(session));
  }

  /** Whether there is a room here, of another incarnation. */
  boolean isOfAnother(Hex64 incarnation) {
    RoomState now = state;
    return now != null && !now.incarnation().equals(incarnation);
  }

  /** Whether changes wait for others that should have come before them. */
  boolean hasGap() {
    return !early.isEmpty();
  }

  /**
   * Puts changes that arrived: what is old is dropped, what is early waits.
   *
   * @return whether the room moved on, by these and by what had waited for them
   */
  boolean apply(RoomChanges changes) {
    if (!follows(changes)) {
      if (early.size() < EARLY && !isOld(changes)) {
        early.add(changes);
      }
      return false;
    }
    step(changes);
    drain();
    return true;
  }

  /**
   * Takes the room from an answer, if that is newer, or of another history.
   *
   * @return whether it was taken
   */
  boolean adopt(RoomState next) {
    RoomState mine = state;
    if (mine != null && mine.incarnation().equals(next.incarnation())) {
      boolean forked = next.rev() == mine.rev() && !next.digest().equals(mine.digest());
      if (next.rev() <= mine.rev() && !forked) {
        return false;
      }
    }
    state = next;
    log.clear();
    drain();
    return true;
  }

  /** The ops after that revision, as clients may see them; null where the log does not reach. */
  @Nullable RoomChanges since(Hex64 incarnation, long rev) {
    RoomState now = state;
    if (now == null || !now.incarnation().equals(incarnation)) {
      return null;
    }
    long missing = now.rev() - rev;
    if (missing < 0 || missing > log.size()) {
      return null;
    }
    List<RoomOp> ops = new ArrayList<>();
    Iterator<RoomOp> newestFirst = log.descendingIterator();
    for (long n = 0; n < missing; n++) {
      ops.add(newestFirst.next());
    }
    return new RoomChanges(incarnation, rev, now.rev(), ops.reversed());
  }

  private boolean follows(RoomChanges changes) {
    RoomState now = state;
    return now != null
        && now.incarnation().equals(changes.incarnation())
        && changes.prev() <= now.rev()
        && changes.rev() > now.rev();
  }

  private boolean isOld(RoomChanges changes) {
    RoomState now = state;
    return now != null
        && now.incarnation().equals(changes.incarnation())
        && changes.rev() <= now.rev();
  }

  private void drain() {
    while (true) {
      early.removeIf(this::isOld);
      RoomChanges next = early.stream().filter(this::follows).findFirst().orElse(null);
      if (next == null) {
        return;
      }
      early.remove(next);
      step(next);
    }
  }

  /** Applies the part of the changes that is new. */
  private void step(RoomChanges changes) {
    RoomState now = state;
    if (now == null) {
      return;
    }
    int known = (int) (now.rev() - changes.prev());
    for (RoomOp op : changes.ops().subList(known, changes.ops().size())) {
      now = now.apply(op);
      log.add(op.forClients());
      if (log.size() > LOG) {
        log.remove();
      }
    }
    state = now;
  }

  /** There is no such room any more. */
  void forget() {
    state = null;
    log.clear();
  }

  /** Forgets the changes that waited; what is missing was asked for in another way. */
  void forgetEarly() {
    early.clear();
  }
}
