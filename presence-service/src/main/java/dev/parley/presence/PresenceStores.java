package dev.parley.presence;

import dev.parley.presence.store.MemoryPresenceStore;
import dev.parley.presence.store.MemoryRingStore;
import dev.parley.presence.store.PresenceStore;
import dev.parley.presence.store.RedisPresenceStore;
import dev.parley.presence.store.RedisRingStore;
import dev.parley.presence.store.RingStore;
import dev.parley.protocol.Hex64;
import dev.parley.runtime.RedisScripts;
import dev.parley.runtime.RedisSettings;
import dev.parley.runtime.Settings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Where a process keeps leases, the index of users, and rings. */
public record PresenceStores(PresenceStore presence, RingStore rings) {

  /**
   * In Redis where the settings name one, else in the memory of this process.
   *
   * @param settings must declare those of {@link RedisSettings}
   * @param epoch names the life of what is in memory; Redis has an epoch of its own
   */
  public static PresenceStores of(Vertx vertx, Settings settings, Hex64 epoch) {
    RedisSettings redis = RedisSettings.from(settings);
    return redis.isUsed() ? inRedis(new RedisScripts(vertx, redis)) : inMemory(epoch);
  }

  private static PresenceStores inRedis(RedisScripts redis) {
    return new PresenceStores(new RedisPresenceStore(redis), new RedisRingStore(redis));
  }

  /** In the memory of this process. */
  public static PresenceStores inMemory(Hex64 epoch) {
    return new PresenceStores(
        new MemoryPresenceStore(epoch, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime())),
        new MemoryRingStore(InstantSource.system()));
  }
}
