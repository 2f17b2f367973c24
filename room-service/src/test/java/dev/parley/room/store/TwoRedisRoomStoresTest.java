package dev.parley.room.store;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.room.domain.RoomChange;
import dev.parley.runtime.RealRedis;
import dev.parley.runtime.RedisProcess;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Two instances over one Redis are one store: each call goes to the other one. */
class TwoRedisRoomStoresTest extends RedisRoomStoreContract {
  @Override
  RealRedis start() {
    return RedisProcess.start(RedisProcess.embedded());
  }

  @Override
  RoomStore emptyStore(int logSize) {
    return new InTurn(List.of(super.emptyStore(logSize), another(logSize)), new AtomicInteger());
  }

  private record InTurn(List<RoomStore> stores, AtomicInteger calls) implements RoomStore {
    private RoomStore next() {
      return stores.get(Math.floorMod(calls.getAndIncrement(), stores.size()));
    }

    @Override
    public Future<Loaded> load(RoomName room) {
      return next().load(room);
    }

    @Override
    public Future<Boolean> save(RoomChange change) {
      return next().save(change);
    }

    @Override
    public Future<Optional<RoomChanges>> since(RoomName room, Hex64 incarnation, long rev) {
      return next().since(room, incarnation, rev);
    }

    @Override
    public Future<Heads> heads(Collection<RoomName> rooms) {
      return next().heads(rooms);
    }

    @Override
    public Future<List<RoomName>> due(int limit) {
      return next().due(limit);
    }

    @Override
    public Future<Set<NodeId>> nodes() {
      return next().nodes();
    }

    @Override
    public Future<List<RoomName>> roomsOf(NodeId node, int limit) {
      return next().roomsOf(node, limit);
    }
  }
}
