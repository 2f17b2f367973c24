package dev.parley.allinone;

import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomState;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import dev.parley.room.store.MemoryRoomStore;
import dev.parley.room.store.RoomStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A store that a test can take down, freeze, and bring back as it was, or empty.
 *
 * <p>Threading: the test's thread says what happens, room-service's asks.
 */
final class ShakyStore implements RoomStore {
  private static final int LOG = 512;

  private static final Hex64 EPOCH = new Hex64(1);

  private final Map<RoomName, Room> rooms = new ConcurrentHashMap<>();
  private volatile Map<RoomName, Room> remembered = Map.of();
  private volatile RoomStore store = empty(EPOCH);
  private volatile boolean down;
  private volatile Promise<Void> thaw = Promise.promise();

  ShakyStore() {
    thaw.complete();
  }

  private static MemoryRoomStore empty(Hex64 epoch) {
    return new MemoryRoomStore(epoch, LOG, InstantSource.system());
  }

  /** Fails whatever it is asked. */
  void goDown() {
    down = true;
  }

  /** Answers nothing; what it is asked is carried out when it is back. */
  void freeze() {
    thaw = Promise.promise();
  }

  /** Is back as it was. */
  void comeBack() {
    down = false;
    thaw.tryComplete();
  }

  /** Is back with nothing in it, not even the name of its life. */
  void comeBackEmpty() {
    store = empty(new Hex64(System.nanoTime()));
    rooms.clear();
    comeBack();
  }

  /** Notes how everything is. */
  void remember() {
    remembered = Map.copyOf(rooms);
  }

  /** Is back as it was when that was last noted: what was written since is lost. */
  void comeBackOlder() {
    RoomStore older = empty(EPOCH);
    remembered.forEach((name, room) -> older.save(creation(name, room)));
    rooms.keySet().retainAll(remembered.keySet());
    rooms.putAll(remembered);
    store = older;
    comeBack();
  }

  private static RoomChange creation(RoomName name, Room room) {
    RoomState state = room.state();
    RoomState nothing = RoomState.empty(name, state.incarnation(), state.policy());
    Room absent = new Room(nothing, List.of(), List.of(), null);
    RoomChanges none = new RoomChanges(state.incarnation(), state.rev(), state.rev(), List.of());
    return new RoomChange(absent, room, none, new RoomAnswer.Unavailable());
  }

  /** Where a room stands; null where there is none. */
  Head head(RoomName name) {
    Room room = rooms.get(name);
    return room == null ? null : room.state().head();
  }

  /** Who is up in a room; empty where there is none. */
  Set<SessionId> up(RoomName name) {
    Room room = rooms.get(name);
    return room == null
        ? Set.of()
        : room.state().members().values().stream()
            .filter(Entry::isUp)
            .map(entry -> entry.member().session())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Who waits in the lobby of a room; empty where there is none. */
  Set<SessionId> waiting(RoomName name) {
    Room room = rooms.get(name);
    return room == null ? Set.of() : room.state().lobby().keySet();
  }

  private <T> Future<T> call(Function<RoomStore, Future<T>> method) {
    return down
        ? Future.failedFuture("taken down by a test")
        : thaw.future().compose(thawed -> method.apply(store));
  }

  @Override
  public Future<Loaded> load(RoomName room) {
    return call(now -> now.load(room));
  }

  @Override
  public Future<Boolean> save(RoomChange change) {
    return call(now -> now.save(change).onSuccess(saved -> note(change, saved)));
  }

  private void note(RoomChange change, boolean saved) {
    if (saved && change.next() != null) {
      rooms.put(change.before().state().id(), change.next());
    } else if (saved) {
      rooms.remove(change.before().state().id());
    }
  }

  @Override
  public Future<Optional<RoomChanges>> since(RoomName room, Hex64 incarnation, long rev) {
    return call(now -> now.since(room, incarnation, rev));
  }

  @Override
  public Future<Heads> heads(Collection<RoomName> rooms) {
    return call(now -> now.heads(rooms));
  }

  @Override
  public Future<List<RoomName>> due(int limit) {
    return call(now -> now.due(limit));
  }

  @Override
  public Future<Set<NodeId>> nodes() {
    return call(RoomStore::nodes);
  }

  @Override
  public Future<List<RoomName>> roomsOf(NodeId node, int limit) {
    return call(now -> now.roomsOf(node, limit));
  }
}
