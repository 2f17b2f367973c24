package dev.parley.room.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.Json;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.bus.RoomState;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import dev.parley.runtime.RedisScript;
import dev.parley.runtime.RedisScripts;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rooms in Redis: of each room one hash (its record as JSON, and what scripts must see of it) and
 * one list (its log); of each {@link RedisShard} two sorted sets, in which rooms are found by
 * deadline and by node. A step is one script, so an index is never behind its rooms.
 *
 * <p>Nothing stays behind: what nobody asks for lapses after {@link #KEEP}.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public final class RedisRoomStore implements RoomStore {

  /** For how long a room lasts beyond its deadline, or the last question about it. */
  static final Duration KEEP = Duration.ofHours(24);

  private static final RedisScript LOAD = RedisScript.of(RedisRoomStore.class, "load.lua");
  private static final RedisScript SAVE = RedisScript.of(RedisRoomStore.class, "save.lua");
  private static final RedisScript SINCE = RedisScript.of(RedisRoomStore.class, "since.lua");
  private static final RedisScript HEADS = RedisScript.of(RedisRoomStore.class, "heads.lua");

  private final RedisScripts redis;
  private final List<RedisShard> shards;
  private final RedisRoomIndex index;
  private final int logSize;

  /**
   * @param logSize ops that are kept of each room
   */
  public RedisRoomStore(RedisScripts redis, int logSize) {
    this.redis = redis;
    this.shards = RedisShard.all(redis.prefix());
    this.index = new RedisRoomIndex(redis, shards);
    this.logSize = logSize;
  }

  private RedisShard shardOf(RoomName room) {
    return shards.get(RedisShard.numberOf(room));
  }

  @Override
  public Future<Loaded> load(RoomName room) {
    RedisScript.Call load = LOAD.on(List.of(shardOf(room).room(room)), List.of());
    return redis
        .run(List.of(load, redis.epoch()))
        .map(answers -> loaded(answers.getFirst(), answers.getLast()));
  }

  private static Loaded loaded(Response found, Response epoch) {
    Response record = found.get(0);
    return new Loaded(
        record == null ? null : Json.read(record.toBytes(), Room.class),
        RedisScripts.epoch(epoch),
        RedisScripts.number(found.get(1)));
  }

  @Override
  public Future<Boolean> save(RoomChange change) {
    RoomName room = change.before().state().id();
    RedisShard shard = shardOf(room);
    return redis
        .run(
            SAVE.on(
                List.of(shard.room(room), shard.log(room), shard.deadlines(), shard.nodes()),
                step(change)))
        .map(done -> RedisScripts.number(done) == 1);
  }

  /** In the order in which save.lua reads it. */
  private List<String> step(RoomChange change) {
    RoomState before = change.before().state();
    List<String> step = new ArrayList<>();
    step.add(before.id().value());
    step.add(before.incarnation().toString());
    step.add(Long.toString(before.rev()));
    step.add(Long.toString(KEEP.toMillis()));
    step.add(Integer.toString(logSize));
    if (change.next() != null) {
      step.addAll(put(change.next()));
      change.changes().ops().forEach(op -> step.add(write(op)));
    }
    return step;
  }

  private static List<String> put(Room room) {
    Head head = room.state().head();
    return List.of(
        head.incarnation().toString(),
        Long.toString(head.rev()),
        head.digest().toString(),
        room.due() == null ? "" : Long.toString(room.due()),
        room.nodes().stream().map(node -> node + " ").sorted().collect(Collectors.joining()),
        write(room));
  }

  private static String write(Object value) {
    return new String(Json.write(value), UTF_8);
  }

  @Override
  public Future<Optional<RoomChanges>> since(RoomName room, Hex64 incarnation, long rev) {
    RedisShard shard = shardOf(room);
    return redis
        .run(
            SINCE.on(
                List.of(shard.room(room), shard.log(room)),
                List.of(incarnation.toString(), Long.toString(rev))))
        .map(found ->
            found.size() == 0
                ? Optional.empty()
                : Optional.of(
                    new RoomChanges(
                        incarnation, rev, RedisScripts.number(found.get(0)), ops(found.get(1)))));
  }

  private static List<RoomOp> ops(Response found) {
    return found.stream().map(op -> Json.read(op.toBytes(), RoomOp.class)).toList();
  }

  @Override
  public Future<Heads> heads(Collection<RoomName> names) {
    List<RoomName> rooms = new ArrayList<>();
    List<RedisScript.Call> calls = new ArrayList<>();
    names.stream()
        .collect(Collectors.groupingBy(this::shardOf))
        .forEach((shard, ofShard) -> {
          rooms.addAll(ofShard);
          calls.add(headsOf(shard, ofShard));
        });
    calls.add(redis.epoch());
    return redis.run(calls).map(answers -> heads(rooms, answers));
  }

  private static RedisScript.Call headsOf(RedisShard shard, List<RoomName> rooms) {
    List<String> keys = new ArrayList<>(List.of(shard.deadlines(), shard.nodes()));
    for (RoomName room : rooms) {
      keys.add(shard.room(room));
      keys.add(shard.log(room));
    }
    return HEADS.on(keys, List.of(Long.toString(KEEP.toMillis())));
  }

  /** The answers are in the order of the rooms; the last is the epoch. */
  private static Heads heads(List<RoomName> rooms, List<Response> answers) {
    Map<RoomName, Head> heads = new HashMap<>();
    Iterator<RoomName> room = rooms.iterator();
    for (Response ofShard : answers.subList(0, answers.size() - 1)) {
      for (Response head : ofShard) {
        RoomName name = room.next();
        if (head.get(0) != null) {
          heads.put(name, head(head));
        }
      }
    }
    return new Heads(RedisScripts.epoch(answers.getLast()).id(), heads);
  }

  private static Head head(Response head) {
    return new Head(
        Hex64.of(head.get(0).toString()),
        RedisScripts.number(head.get(1)),
        Hex64.of(head.get(2).toString()));
  }

  @Override
  public Future<List<RoomName>> due(int limit) {
    return index.due(limit);
  }

  @Override
  public Future<Set<NodeId>> nodes() {
    return index.nodes();
  }

  @Override
  public Future<List<RoomName>> roomsOf(NodeId node, int limit) {
    return index.roomsOf(node, limit);
  }
}
