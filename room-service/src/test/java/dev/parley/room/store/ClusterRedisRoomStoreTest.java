package dev.parley.room.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.RoomName;
import dev.parley.room.domain.Commands;
import dev.parley.runtime.RealRedis;
import dev.parley.runtime.RedisCluster;
import dev.parley.runtime.RedisProcess;
import org.junit.jupiter.api.Test;

/** On a Redis Cluster, which refuses a script whose keys do not lie on one node. */
class ClusterRedisRoomStoreTest extends RedisRoomStoreContract {
  @Override
  RealRedis start() {
    return RedisCluster.start(RedisProcess.embedded(), 3);
  }

  @Test
  void roomsAreSpreadOverTheNodes() {
    for (int i = 0; i < 60; i++) {
      carryOut(new RoomName("room-" + i), Commands.joinOf("ada", 1, Commands.HERE));
    }
    for (RedisProcess node : redis.nodes()) {
      assertTrue(node.keys().stream().anyMatch(key -> key.contains(":room:")));
    }
  }
}
