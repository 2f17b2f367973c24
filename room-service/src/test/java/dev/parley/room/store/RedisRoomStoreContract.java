package dev.parley.room.store;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.joinOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.runtime.RealRedis;
import dev.parley.runtime.RedisProcess;
import dev.parley.runtime.RedisScripts;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the store in Redis does, whichever Redis it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisRoomStoreContract extends RoomStoreContract {
  private static final String PREFIX = "test";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  final Vertx vertx = Vertx.vertx();
  RealRedis redis;

  /** Starts the Redis under test. */
  abstract RealRedis start();

  @BeforeAll
  void startRedis() {
    redis = start();
  }

  @Override
  RoomStore emptyStore(int logSize) {
    redis.empty();
    return another(logSize);
  }

  /** A store with a connection of its own. */
  RoomStore another(int logSize) {
    return new RedisRoomStore(new RedisScripts(vertx, redis.settings(PREFIX, TIMEOUT)), logSize);
  }

  @Test
  void aNewStoreSettlesByTheClockOfRedis() {
    assertEquals(new RoomAnswer.Unavailable(), ask(joinOf("ada", 1, HERE)));
    ageEpoch(Duration.ofHours(1));
    assertInstanceOf(RoomAnswer.Accepted.class, ask(joinOf("ada", 1, HERE)));
    redis.empty();
    assertEquals(new RoomAnswer.Unavailable(), ask(joinOf("ada", 1, HERE)));
  }

  private void ageEpoch(Duration time) {
    String key = PREFIX + ":epoch";
    RedisProcess node =
        redis.nodes().stream().filter(one -> one.keys().contains(key)).findFirst().orElseThrow();
    String[] kept = String.valueOf(node.ask("GET", key)).split(" ", -1);
    node.ask("SET", key, kept[0] + " " + (Long.parseLong(kept[1]) - time.toMillis()));
  }

  @AfterEach
  void nothingStaysForEver() {
    redis.checkThatAllLapse(PREFIX);
  }

  @AfterAll
  void stop() {
    await(vertx.close());
    if (redis != null) {
      redis.close();
    }
  }
}
