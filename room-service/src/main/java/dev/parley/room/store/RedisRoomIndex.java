package dev.parley.room.store;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.runtime.RedisScript;
import dev.parley.runtime.RedisScripts;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds rooms by deadline and by node: asks all shards at once, and puts their answers together.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
final class RedisRoomIndex {

  private static final RedisScript DUE = RedisScript.of(RedisRoomIndex.class, "due.lua");
  private static final RedisScript NODES = RedisScript.of(RedisRoomIndex.class, "nodes.lua");
  private static final RedisScript ROOMS_OF = RedisScript.of(RedisRoomIndex.class, "rooms-of.lua");

  private final RedisScripts redis;
  private final List<RedisShard> shards;

  private record Due(long at, RoomName room) {}

  RedisRoomIndex(RedisScripts redis, List<RedisShard> shards) {
    this.redis = redis;
    this.shards = shards;
  }

  Future<List<RoomName>> due(int limit) {
    return ofAll(
            shard -> DUE.on(List.of(shard.deadlines()), List.of("" + limit, shard.rooms())),
            RedisRoomIndex::due)
        .map(found ->
            found
                .sorted(Comparator.comparingLong(Due::at).thenComparing(it -> it.room().value()))
                .limit(limit)
                .map(Due::room)
                .toList());
  }

  private static Stream<Due> due(Response answer) {
    List<Due> due = new ArrayList<>();
    for (int i = 0; i < answer.size(); i += 2) {
      due.add(
          new Due(RedisScripts.number(answer.get(i + 1)), new RoomName(answer.get(i).toString())));
    }
    return due.stream();
  }

  Future<Set<NodeId>> nodes() {
    return ofAll(shard -> NODES.on(List.of(shard.nodes()), List.of()), Response::stream)
        .map(found ->
            found.map(node -> new NodeId(node.toString())).collect(Collectors.toUnmodifiableSet()));
  }

  Future<List<RoomName>> roomsOf(NodeId node, int limit) {
    return ofAll(
            shard ->
                ROOMS_OF.on(
                    List.of(shard.nodes()), List.of(node.value(), "" + limit, shard.rooms())),
            Response::stream)
        .map(found -> found.limit(limit).map(room -> new RoomName(room.toString())).toList());
  }

  private <T> Future<Stream<T>> ofAll(
      Function<RedisShard, RedisScript.Call> call, Function<Response, Stream<T>> read) {
    return redis
        .run(shards.stream().map(call).toList())
        .map(answers -> answers.stream().flatMap(read));
  }
}
