package dev.parley.room;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.room.domain.RoomChange;
import dev.parley.room.store.RoomStore;
import dev.parley.runtime.Epoch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A store as far away as one on the network, and as mortal. */
final class FrailStore implements RoomStore {
  volatile boolean down;

  /** Ms since its life began; as long as any at first. */
  volatile long age = Long.MAX_VALUE;

  /** Told of each step just before it is saved. */
  volatile Consumer<RoomChange> beforeSave = change -> {};

  final AtomicInteger looks = new AtomicInteger();
  private final Vertx vertx;
  private final RoomStore store;

  FrailStore(Vertx vertx, RoomStore store) {
    this.vertx = vertx;
    this.store = store;
  }

  /** Takes 1 to 3 ms, for the request and the answer each, so that calls overtake each other. */
  private <T> Future<T> call(Supplier<Future<T>> method) {
    return travel()
        .compose(there -> down ? Future.failedFuture("the store does not answer") : method.get())
        .compose(result -> travel().map(back -> result));
  }

  private Future<?> travel() {
    return vertx.timer(ThreadLocalRandom.current().nextInt(1, 4), TimeUnit.MILLISECONDS);
  }

  @Override
  public Future<Loaded> load(RoomName room) {
    return call(() -> store.load(room))
        .map(found -> new Loaded(found.room(), new Epoch(found.epoch().id(), age), found.now()));
  }

  @Override
  public Future<Boolean> save(RoomChange change) {
    return call(() -> {
      beforeSave.accept(change);
      return store.save(change);
    });
  }

  @Override
  public Future<Optional<RoomChanges>> since(RoomName room, Hex64 incarnation, long rev) {
    return call(() -> store.since(room, incarnation, rev));
  }

  @Override
  public Future<Heads> heads(Collection<RoomName> rooms) {
    return call(() -> store.heads(rooms));
  }

  @Override
  public Future<List<RoomName>> due(int limit) {
    looks.incrementAndGet();
    return call(() -> store.due(limit));
  }

  @Override
  public Future<Set<NodeId>> nodes() {
    return call(store::nodes);
  }

  @Override
  public Future<List<RoomName>> roomsOf(NodeId node, int limit) {
    return call(() -> store.roomsOf(node, limit));
  }
}
