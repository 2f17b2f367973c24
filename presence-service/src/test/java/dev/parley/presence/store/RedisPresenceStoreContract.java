package dev.parley.presence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceRequest.Attach;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.runtime.RealRedis;
import dev.parley.runtime.RedisScripts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the store in Redis does, whichever Redis it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisPresenceStoreContract extends PresenceStoreContract {
  private static final String PREFIX = "test";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  RealRedis redis;
  private PresenceStore store;

  /** Starts the Redis under test. */
  abstract RealRedis start();

  @BeforeAll
  void startRedis() {
    redis = start();
    store = new RedisPresenceStore(new RedisScripts(vertx, redis.settings(PREFIX, TIMEOUT)));
  }

  @BeforeEach
  void empty() {
    redis.empty();
  }

  @Override
  PresenceStore store() {
    return store;
  }

  /** So long that a slow machine is no lapse. */
  @Override
  Duration lapse() {
    return Duration.ofMinutes(30);
  }

  @Override
  void pass(Duration time) {
    redis.age(time, key -> key.endsWith(":leases"));
  }

  @Test
  void aLeaseLapsesByTheClockOfRedis() {
    NodeId node = new NodeId("node-1");
    await(store.renew(node, Duration.ofMillis(50)));
    assertTrue(redis.nodes().getFirst().comesToPass(() -> await(store.leases()).alive().isEmpty()));
    assertFalse(await(store.renew(node, lapse())).known());
  }

  @Test
  void whenGatewaysHaveGoneNothingIsLeftButTheEpoch() {
    NodeId node = new NodeId("node-1");
    Located ann =
        new Located(new UserId("ann"), new SessionId("ann-phone"), new RoomName("x"), true);
    await(store.renew(node, lapse()));
    await(store.attach(new Attach(node, 1, false, List.of(ann), List.of(), Map.of())));
    pass(lapse().plusMinutes(5));
    List<String> left = redis.nodes().stream().flatMap(process -> process.keys().stream()).toList();
    assertEquals(List.of(PREFIX + ":epoch"), left);
  }

  /** The scripts tell ids apart by a blank, and order them by what comes next after it. */
  @Test
  void noIdHoldsWhatScriptsOrKeysAreSplitAt() {
    for (char bad : " !{}*\r\n\0\"'".toCharArray()) {
      assertThrows(IllegalArgumentException.class, () -> new UserId("a" + bad));
      assertThrows(IllegalArgumentException.class, () -> new NodeId("a" + bad));
      assertThrows(IllegalArgumentException.class, () -> new SessionId("a-session" + bad));
    }
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
