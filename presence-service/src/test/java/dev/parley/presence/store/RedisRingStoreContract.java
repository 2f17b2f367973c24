package dev.parley.presence.store;

import static dev.parley.presence.store.PresenceStoreContract.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.runtime.RealRedis;
import dev.parley.runtime.RedisScripts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the store of rings in Redis does, whichever Redis it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisRingStoreContract extends RingStoreContract {
  private static final String PREFIX = "test";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private RealRedis redis;
  private RingStore store;

  /** Starts the Redis under test. */
  abstract RealRedis start();

  @BeforeAll
  void startRedis() {
    redis = start();
    store = new RedisRingStore(new RedisScripts(vertx, redis.settings(PREFIX, TIMEOUT)));
  }

  @BeforeEach
  void empty() {
    redis.empty();
  }

  @Override
  RingStore store() {
    return store;
  }

  @Override
  void pass(Duration time) {
    redis.age(time, key -> key.contains(":rings"));
  }

  @Test
  void whenAllIsOverNothingIsLeft() {
    save(ended(save(ring("ring-0001", BOB)), store));
    save(ring("ring-0002", BOB));
    pass(Duration.ofMinutes(5));
    assertEquals(List.of(), redis.nodes().stream().flatMap(node -> node.keys().stream()).toList());
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
