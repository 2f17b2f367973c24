package dev.parley.allinone;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.room.domain.RoomChange;
import dev.parley.room.store.MemoryRoomStore;
import dev.parley.room.store.RoomStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A store that a test can take down, freeze, and bring back as it was, or empty.
 *
 * <p>Threading: the test's thread says what happens, room-service's asks.
 */
final class ShakyStore implements RoomStore {
  private static final int LOG = 512;

  private volatile RoomStore store = empty(new Hex64(1));
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
    comeBack();
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
    return call(now -> now.save(change));
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
