package dev.parley.presence.store;

import dev.parley.runtime.RealRedis;
import dev.parley.runtime.RedisCluster;
import dev.parley.runtime.RedisProcess;

/** On a Redis Cluster, which refuses a script whose keys do not lie on one node. */
class ClusterRedisRingStoreTest extends RedisRingStoreContract {
  @Override
  RealRedis start() {
    return RedisCluster.start(RedisProcess.embedded(), 3);
  }
}
