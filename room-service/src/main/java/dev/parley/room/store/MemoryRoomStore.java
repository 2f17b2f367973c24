package dev.parley.room.store;

import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.bus.RoomState;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import dev.parley.runtime.Epoch;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rooms in the memory of one process; they end with the process.
 *
 * <p><em>Threading:</em> one lock, held for memory accesses alone.
 */
public final class MemoryRoomStore implements RoomStore {

  private final Epoch epoch;
  private final int logSize;
  private final InstantSource clock;
  private final Map<RoomName, Kept> rooms = new HashMap<>();
  private final Map<NodeId, Set<RoomName>> byNode = new HashMap<>();
  private final TreeSet<Deadline> deadlines =
      new TreeSet<>(Comparator.comparingLong(Deadline::at).thenComparing(it -> it.room().value()));

  private record Deadline(long at, RoomName room) {}

  private record Kept(Room room, Deque<RoomOp> log) {}

  /**
   * @param epoch names this store's life
   * @param logSize ops that are kept of each room
   */
  public MemoryRoomStore(Hex64 epoch, int logSize, InstantSource clock) {
    this.epoch = Epoch.ofMemory(epoch);
    this.logSize = logSize;
    this.clock = clock;
  }

  @Override
  public synchronized Future<Loaded> load(RoomName room) {
    return Future.succeededFuture(new Loaded(room(room), epoch, clock.millis()));
  }

  private @Nullable Room room(RoomName name) {
    Kept kept = rooms.get(name);
    return kept == null ? null : kept.room();
  }

  @Override
  public synchronized Future<Boolean> save(RoomChange change) {
    RoomName name = change.before().state().id();
    Kept kept = rooms.get(name);
    Room present = kept == null ? null : kept.room();
    if (!isWhereTheStepBegan(present, change.before())) {
      return Future.succeededFuture(false);
    }
    forget(name, present);
    if (change.next() == null) {
      rooms.remove(name);
    } else {
      Deque<RoomOp> log = log(kept, change.next());
      append(log, change.changes().ops());
      rooms.put(name, new Kept(change.next(), log));
      note(name, change.next());
    }
    return Future.succeededFuture(true);
  }

  private static boolean isWhereTheStepBegan(@Nullable Room present, Room before) {
    return present == null
        ? !before.exists()
        : present.state().incarnation().equals(before.state().incarnation())
            && present.state().rev() == before.state().rev();
  }

  /** A log is of one incarnation. */
  private static Deque<RoomOp> log(@Nullable Kept kept, Room next) {
    return kept != null && kept.room().state().incarnation().equals(next.state().incarnation())
        ? kept.log()
        : new ArrayDeque<>();
  }

  private void append(Deque<RoomOp> log, List<RoomOp> ops) {
    log.addAll(ops);
    while (log.size() > logSize) {
      log.removeFirst();
    }
  }

  private void forget(RoomName name, @Nullable Room room) {
    if (room != null) {
      if (room.due() != null) {
        deadlines.remove(new Deadline(room.due(), name));
      }
      room.nodes().forEach(node -> byNode.computeIfPresent(node, (id, of) -> without(of, name)));
    }
  }

  /** Null, so that a node without members leaves nothing behind. */
  private static @Nullable Set<RoomName> without(Set<RoomName> names, RoomName name) {
    names.remove(name);
    return names.isEmpty() ? null : names;
  }

  private void note(RoomName name, Room room) {
    if (room.due() != null) {
      deadlines.add(new Deadline(room.due(), name));
    }
    room.nodes().forEach(node -> byNode.computeIfAbsent(node, id -> new HashSet<>()).add(name));
  }

  @Override
  public synchronized Future<Optional<RoomChanges>> since(
      RoomName room, Hex64 incarnation, long rev) {
    Kept kept = rooms.get(room);
    return Future.succeededFuture(
        kept == null || !kept.room().state().incarnation().equals(incarnation)
            ? Optional.empty()
            : after(rev, kept));
  }

  private static Optional<RoomChanges> after(long rev, Kept kept) {
    RoomState state = kept.room().state();
    long missing = state.rev() - rev;
    if (missing < 0 || missing > kept.log().size()) {
      return Optional.empty();
    }
    List<RoomOp> ops = kept.log().stream().skip(kept.log().size() - missing).toList();
    return Optional.of(new RoomChanges(state.incarnation(), rev, state.rev(), ops));
  }

  @Override
  public synchronized Future<Heads> heads(Collection<RoomName> names) {
    Map<RoomName, Head> heads = new HashMap<>();
    for (RoomName name : names) {
      Room room = room(name);
      if (room != null) {
        heads.put(name, room.state().head());
      }
    }
    return Future.succeededFuture(new Heads(epoch.id(), heads));
  }

  @Override
  public synchronized Future<List<RoomName>> due(int limit) {
    long now = clock.millis();
    return Future.succeededFuture(
        deadlines.stream()
            .takeWhile(deadline -> deadline.at() <= now)
            .limit(limit)
            .map(Deadline::room)
            .toList());
  }

  @Override
  public synchronized Future<Set<NodeId>> nodes() {
    return Future.succeededFuture(Set.copyOf(byNode.keySet()));
  }

  @Override
  public synchronized Future<List<RoomName>> roomsOf(NodeId node, int limit) {
    Set<RoomName> names = byNode.getOrDefault(node, Set.of());
    return Future.succeededFuture(names.stream().limit(limit).toList());
  }
}
