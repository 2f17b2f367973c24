package dev.parley.room.store;

import dev.parley.protocol.RoomName;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A part of the rooms, with the indexes of that part. The braces in the keys are a hash tag: on a
 * Redis Cluster all keys of a shard lie on one node, so one script may touch them in one step.
 *
 * @param base what each of its keys begins with
 */
record RedisShard(String base) {
  /** Enough to spread over any cluster, few enough to be asked all at once. Fixed for ever. */
  static final int COUNT = 64;

  static List<RedisShard> all(String prefix) {
    return IntStream.range(0, COUNT)
        .mapToObj(number -> new RedisShard("%s:{%d}:".formatted(prefix, number)))
        .toList();
  }

  /** The number of the shard in which a room lies. */
  static int numberOf(RoomName room) {
    return Math.floorMod(room.value().hashCode(), COUNT);
  }

  /** What the key of each room begins with. */
  String rooms() {
    return base + "room:";
  }

  String room(RoomName room) {
    return rooms() + room;
  }

  String log(RoomName room) {
    return base + "log:" + room;
  }

  /** A sorted set: rooms by their deadlines. */
  String deadlines() {
    return base + "due";
  }

  /** A sorted set of {@code node room} where a member is up. */
  String nodes() {
    return base + "nodes";
  }
}
