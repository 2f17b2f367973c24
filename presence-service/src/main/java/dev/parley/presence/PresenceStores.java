package dev.parley.presence;

import dev.parley.presence.store.MemoryPresenceStore;
import dev.parley.presence.store.PresenceStore;
import dev.parley.presence.store.RedisPresenceStore;
import dev.parley.protocol.Hex64;
import dev.parley.runtime.RedisScripts;
import dev.parley.runtime.RedisSettings;
import dev.parley.runtime.Settings;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Where a process keeps leases and the index of users. */
public final class PresenceStores {

  private PresenceStores() {}

  /**
   * In Redis where the settings name one, else in the memory of this process.
   *
   * @param settings must declare those of {@link RedisSettings}
   * @param epoch names the life of what is in memory; Redis has an epoch of its own
   */
  public static PresenceStore of(Vertx vertx, Settings settings, Hex64 epoch) {
    RedisSettings redis = RedisSettings.from(settings);
    return redis.isUsed()
        ? new RedisPresenceStore(new RedisScripts(vertx, redis))
        : new MemoryPresenceStore(epoch, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }
}
