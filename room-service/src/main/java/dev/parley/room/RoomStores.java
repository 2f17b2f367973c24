package dev.parley.room;

import dev.parley.protocol.Hex64;
import dev.parley.room.store.MemoryRoomStore;
import dev.parley.room.store.RedisRoomStore;
import dev.parley.room.store.RoomStore;
import dev.parley.runtime.RedisScripts;
import dev.parley.runtime.RedisSettings;
import dev.parley.runtime.Settings;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** Where a process keeps rooms. */
public final class RoomStores {

  private RoomStores() {}

  /**
   * In Redis where the settings name one, else in the memory of this process.
   *
   * @param settings must declare those of {@link RoomSettings} and {@link RedisSettings}
   * @param epoch names the life of what is in memory; Redis has an epoch of its own
   */
  public static RoomStore of(Vertx vertx, Settings settings, Hex64 epoch) {
    int log = RoomSettings.from(settings).log();
    RedisSettings redis = RedisSettings.from(settings);
    return redis.isUsed()
        ? new RedisRoomStore(new RedisScripts(vertx, redis), log)
        : new MemoryRoomStore(epoch, log, InstantSource.system());
  }
}
