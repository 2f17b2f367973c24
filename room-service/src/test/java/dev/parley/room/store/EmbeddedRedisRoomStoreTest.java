package dev.parley.room.store;

import dev.parley.runtime.RedisProcess;
import dev.parley.runtime.RedisSettings;
import java.util.List;

/** On Redis 6.2, the oldest that is supported. */
class EmbeddedRedisRoomStoreTest extends RedisRoomStoreContract {
  private RedisProcess redis;

  @Override
  List<RedisProcess> start() {
    redis = RedisProcess.start(RedisProcess.embedded());
    return List.of(redis);
  }

  @Override
  RedisSettings settings() {
    return redis.settings(PREFIX, TIMEOUT);
  }
}
