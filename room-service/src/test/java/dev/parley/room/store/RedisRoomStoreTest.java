package dev.parley.room.store;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.kickOf;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Commands.updateOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest.Leave;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import dev.parley.runtime.RedisProcess;
import dev.parley.runtime.RedisScripts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is the store's in Redis alone: what it leaves there, and what becomes of faults. */
class RedisRoomStoreTest extends StoreScene {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HASTE = Duration.ofMillis(100);

  private final Vertx vertx = Vertx.vertx();
  private final RedisProcess redis = RedisProcess.start(RedisProcess.embedded());

  @BeforeEach
  void open() {
    store = store(PATIENCE);
  }

  private RoomStore store(Duration timeout) {
    return new RedisRoomStore(new RedisScripts(vertx, redis.settings("test", timeout)), 512);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
    redis.close();
  }

  @Test
  void whenRoomsHaveEndedNothingIsLeftButTheEpoch() {
    for (int i = 0; i < 20; i++) {
      RoomName room = new RoomName("room-" + i);
      carryOut(room, joinOf("ada", 1, HERE, "o1"));
      carryOut(room, joinOf("bob", 1, THERE, "o1"));
      carryOut(room, keyOf("ada", "k1", "topic", "soup"));
      carryOut(room, updateOf("ada", "u1", "name", "Ada"));
      carryOut(room, keyOf("ada", "k2", "topic", null));
      carryOut(room, awayOf("ada", 1, HERE, 60_000L));
      carryOut(room, resumeOf("ada", 2, THERE));
      carryOut(room, new Leave(room, session("bob"), 1));
      carryOut(room, new Leave(room, session("ada"), 2));
    }
    assertEquals(List.of("test:epoch"), redis.keys());
  }

  @Test
  void aRoomIsKeptForADayBeyondItsDeadline() {
    carryOut(joinOf("ada", 1, HERE));
    carryOut(joinOf("bob", 1, HERE));
    carryOut(kickOf("ada", "k1", "bob"));
    Room left = carryOut(new Leave(LUNCH, session("ada"), 1)).next();
    long wait = left.due() - now();
    for (String key : List.of("room:lunch", "log:lunch", "due")) {
      assertTrue(lasts(key).toMillis() > wait + RedisRoomStore.KEEP.minus(HOUR).toMillis(), key);
    }
  }

  @Test
  void aRoomInWhichNothingHappensLastsWhileItIsAskedFor() {
    carryOut(joinOf("ada", 1, HERE));
    carryOut(joinOf("bob", 1, HERE));
    carryOut(awayOf("bob", 1, HERE, 60_000L));
    redis.keys().stream()
        .filter(key -> !key.endsWith(":epoch"))
        .forEach(key -> redis.ask("PEXPIRE", key, "" + HOUR.toMillis()));

    await(store.heads(List.of(LUNCH)));
    for (String key : List.of("room:lunch", "log:lunch", "due", "nodes")) {
      assertTrue(lasts(key).compareTo(RedisRoomStore.KEEP.minus(HOUR)) > 0, key);
    }
  }

  private Duration lasts(String key) {
    String base = RedisShard.all("test").get(RedisShard.numberOf(LUNCH)).base();
    return Duration.ofMillis((Long) redis.ask("PTTL", base + key));
  }

  @Test
  void whatLapsedIsForgottenByTheIndexesWhenTheyAreAsked() {
    carryOut(joinOf("ada", 1, HERE));
    carryOut(joinOf("bob", 1, HERE));
    carryOut(awayOf("bob", 1, HERE, 0L));
    redis.keys().stream()
        .filter(key -> key.endsWith(":lunch"))
        .forEach(key -> redis.ask("DEL", key));

    assertEquals(Set.of(HERE), await(store.nodes()));
    assertEquals(List.of(), await(store.due(10)));
    assertEquals(List.of(), await(store.roomsOf(HERE, 10)));
    assertEquals(Set.of(), await(store.nodes()));
    assertEquals(List.of("test:epoch"), redis.keys());
  }

  @Test
  void aRedisThatIsBackEmptyHasAnotherEpochAndTakesNoLateStep() {
    carryOut(joinOf("ada", 1, HERE));
    RoomStore.Loaded before = load(LUNCH);
    RoomChange late = step(joinOf("bob", 1, HERE));
    redis.kill();
    redis.restart();
    untilItAnswers(store);

    assertNull(load(LUNCH).room());
    assertNotEquals(before.epoch().id(), load(LUNCH).epoch().id());
    assertFalse(await(store.save(late)));
    assertNull(load(LUNCH).room());
  }

  @Test
  void aSaveThatWasNotAnsweredMayBeRepeatedAsACommand() {
    carryOut(joinOf("ada", 1, HERE));
    RoomStore hasty = store(HASTE);
    untilItAnswers(hasty);
    RoomChange change = step(updateOf("ada", "u1", "name", "Ada"));
    redis.freeze();
    assertTrue(await(outcome(hasty.save(change))).failed(), "a frozen Redis answered");
    redis.thaw();
    // It was in time to be sent, so it is carried out as soon as Redis goes on.
    assertTrue(redis.comesToPass(() -> load(LUNCH).room().state().rev() > 1));

    assertFalse(await(store.save(change)), "of one step there is one success");
    RoomChange again = step(updateOf("ada", "u1", "name", "Ada"));
    assertTrue(again.isNone());
    assertTrue(again.answer() instanceof RoomAnswer.Accepted);
    assertEquals(change.next(), load(LUNCH).room());
  }

  private void untilItAnswers(RoomStore asked) {
    assertTrue(redis.comesToPass(() -> await(outcome(asked.load(LUNCH))).succeeded()));
  }

  private static <T> Future<Future<T>> outcome(Future<T> future) {
    return future.transform(done -> Future.succeededFuture(future));
  }

  /** The scripts tell ids apart by a blank, and order them by what comes next after it. */
  @Test
  void noIdHoldsWhatScriptsOrKeysAreSplitAt() {
    for (char bad : " !{}*\r\n\0\"'".toCharArray()) {
      assertThrows(IllegalArgumentException.class, () -> new RoomName("a" + bad));
      assertThrows(IllegalArgumentException.class, () -> new NodeId("a" + bad));
    }
  }
}
