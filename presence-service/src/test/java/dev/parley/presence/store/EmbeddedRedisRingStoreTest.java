package dev.parley.presence.store;

import dev.parley.runtime.RealRedis;
import dev.parley.runtime.RedisProcess;

/** On Redis 6.2, the oldest that is supported. */
class EmbeddedRedisRingStoreTest extends RedisRingStoreContract {
  @Override
  RealRedis start() {
    return RedisProcess.start(RedisProcess.embedded());
  }
}
