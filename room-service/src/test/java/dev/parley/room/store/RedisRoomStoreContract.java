package dev.parley.room.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.runtime.RedisProcess;
import dev.parley.runtime.RedisScripts;
import dev.parley.runtime.RedisSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What the store in Redis does, whichever Redis it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisRoomStoreContract extends RoomStoreContract {
  static final String PREFIX = "test";
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private List<RedisProcess> nodes = List.of();

  /** Starts the Redis under test. */
  abstract List<RedisProcess> start();

  abstract RedisSettings settings();

  @BeforeAll
  void startRedis() {
    nodes = start();
  }

  @Override
  RoomStore emptyStore(int logSize) {
    nodes.forEach(node -> node.ask("FLUSHALL"));
    return new RedisRoomStore(new RedisScripts(vertx, settings()), logSize);
  }

  /** After each test of the contract: nothing that it left would stay for ever. */
  @AfterEach
  void everyKeyIsOursAndLapses() {
    for (RedisProcess node : nodes) {
      for (String key : node.keys()) {
        assertTrue(key.startsWith(PREFIX + ":"), key);
        boolean isEpoch = key.equals(PREFIX + ":epoch");
        assertEquals(isEpoch, node.ask("PTTL", key).equals(-1L), key);
      }
    }
  }

  @AfterAll
  void stop() {
    await(vertx.close());
    nodes.forEach(RedisProcess::close);
  }
}
