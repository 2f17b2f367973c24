package dev.parley.room.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.runtime.RedisProcess;
import dev.parley.runtime.RedisSettings;
import java.util.List;

/** On the Redis of this machine, where there is one. */
class InstalledRedisRoomStoreTest extends RedisRoomStoreContract {
  private RedisProcess redis;

  @Override
  List<RedisProcess> start() {
    assumeTrue(RedisProcess.isInstalled());
    redis = RedisProcess.start(RedisProcess.installed());
    return List.of(redis);
  }

  @Override
  RedisSettings settings() {
    return redis.settings(PREFIX, TIMEOUT);
  }
}
