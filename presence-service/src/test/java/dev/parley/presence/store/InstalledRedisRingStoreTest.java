package dev.parley.presence.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.runtime.RealRedis;
import dev.parley.runtime.RedisProcess;

/** On the Redis of this machine, where there is one. */
class InstalledRedisRingStoreTest extends RedisRingStoreContract {
  @Override
  RealRedis start() {
    assumeTrue(RedisProcess.isInstalled());
    return RedisProcess.start(RedisProcess.installed());
  }
}
