package dev.parley.room.store;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Commands.updateOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.RoomRequest.Leave;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every store of rooms does: the contract that each implementation inherits. Saving is in the
 * class above; here is how rooms are found, and what becomes of many writers.
 */
abstract class RoomStoreContract extends RoomSavingContract {
  private static final int WRITERS = 8;
  private static final int UPDATES = 25;

  @Test
  void whatIsNotThereIsLoadedAsNothing() {
    assertNull(load(LUNCH).room());
    assertEquals(Map.of(), await(store.heads(List.of(LUNCH))).heads());
    assertEquals(Optional.empty(), await(store.since(LUNCH, Hex64.ZERO, 0)));
    assertEquals(List.of(), await(store.due(10)));
    assertEquals(Set.of(), await(store.nodes()));
    assertEquals(List.of(), await(store.roomsOf(HERE, 10)));
  }

  @Test
  void aRoomThatEndsLeavesNothingBehind() {
    Room last = carryOut(joinOf("ada", 1, HERE)).next();
    carryOut(awayOf("ada", 1, HERE, 0L));
    carryOut(new Leave(LUNCH, session("ada"), 1));

    assertNull(load(LUNCH).room());
    assertEquals(Map.of(), await(store.heads(List.of(LUNCH))).heads());
    assertEquals(Optional.empty(), await(missed(last, 1)));
    assertEquals(List.of(), await(store.due(10)));
    assertEquals(Set.of(), await(store.nodes()));
    assertEquals(List.of(), await(store.roomsOf(HERE, 10)));
  }

  @Test
  void manyHeadsAreAskedForAtOnce() {
    Room lunch = carryOut(joinOf("ada", 1, HERE)).next();
    Room tea = carryOut(room("tea"), joinOf("bob", 1, HERE)).next();
    RoomStore.Heads heads =
        await(store.heads(List.of(LUNCH, room("tea"), new RoomName("nowhere"))));
    assertEquals(
        Map.of(LUNCH, lunch.state().head(), tea.state().id(), tea.state().head()), heads.heads());
    assertEquals(load(LUNCH).epoch().id(), heads.epoch());
  }

  @Test
  void roomsAreDueWhenTheirTimeHasCome() {
    for (String name : List.of("late", "later", "not-yet", "never")) {
      carryOut(room(name), joinOf("ada", 1, HERE));
    }
    long now = now();
    carryOut(now - 1_000, room("later"), awayOf("ada", 1, HERE, 0L));
    carryOut(now - 2_000, room("late"), awayOf("ada", 1, HERE, 0L));
    carryOut(now, room("not-yet"), awayOf("ada", 1, HERE, 600_000L));

    assertEquals(rooms("late", "later"), await(store.due(10)));
    assertEquals(rooms("late"), await(store.due(1)));
    carryOut(room("late"), resumeOf("ada", 2, HERE));
    assertEquals(rooms("later"), await(store.due(10)));
  }

  @Test
  void roomsAreFoundByTheNodesOfThoseWhoAreUp() {
    carryOut(room("one"), joinOf("ada", 1, HERE));
    carryOut(room("two"), joinOf("ada", 1, HERE));
    carryOut(room("two"), joinOf("bob", 1, THERE));
    assertEquals(Set.of(HERE, THERE), await(store.nodes()));
    assertEquals(Set.copyOf(rooms("one", "two")), Set.copyOf(await(store.roomsOf(HERE, 10))));
    assertEquals(1, await(store.roomsOf(HERE, 1)).size());

    carryOut(room("two"), awayOf("bob", 1, THERE, null));
    assertEquals(Set.of(HERE), await(store.nodes()));
    carryOut(room("one"), resumeOf("ada", 2, THERE));
    assertEquals(rooms("two"), await(store.roomsOf(HERE, 10)));
    assertEquals(rooms("one"), await(store.roomsOf(THERE, 10)));
  }

  @Test
  void theEpochStaysAndTimePasses() {
    RoomStore.Loaded first = load(LUNCH);
    RoomStore.Loaded second = load(LUNCH);
    assertEquals(first.epoch().id(), second.epoch().id());
    assertTrue(0 <= first.epoch().age() && first.epoch().age() <= second.epoch().age());
    assertTrue(first.now() <= second.now());
  }

  private static RoomName room(String name) {
    return new RoomName(name);
  }

  private static List<RoomName> rooms(String... names) {
    return Arrays.stream(names).map(RoomName::new).toList();
  }

  @Test
  void ofManyWritersOneWinsEachRevision() throws Exception {
    carryOut(joinOf("ada", 1, HERE));
    List<Long> won = inParallel(WRITERS, writer -> write(writer));

    assertEquals(WRITERS * UPDATES, won.size());
    assertEquals(won.size(), Set.copyOf(won).size(), "a revision was won twice");
    assertEquals(1 + won.size(), load(LUNCH).room().state().rev());
    assertEquals(
        load(LUNCH).room().state().head(), await(store.heads(List.of(LUNCH))).heads().get(LUNCH));
  }

  /** Updates until each of them is saved; the revisions that it won. */
  private List<Long> write(int writer) {
    List<Long> won = new ArrayList<>();
    while (won.size() < UPDATES) {
      RoomChange change =
          step(updateOf("ada", "w%d-%d".formatted(writer, won.size()), "n" + writer, "x"));
      if (await(store.save(change))) {
        won.add(change.changes().rev());
      }
    }
    return won;
  }

  @Test
  void ofManyWhoMakeARoomOneDoes() throws Exception {
    List<RoomChange> first =
        IntStream.range(0, WRITERS).mapToObj(n -> step(joinOf("person" + n, 1, HERE))).toList();
    List<Integer> made =
        inParallel(WRITERS, n -> await(store.save(first.get(n))) ? List.of(n) : List.of());

    assertEquals(1, made.size());
    assertEquals(first.get(made.getFirst()).next(), load(LUNCH).room());
  }

  private static <T> List<T> inParallel(int count, IntFunction<List<T>> task) throws Exception {
    CountDownLatch ready = new CountDownLatch(count);
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Callable<List<T>>> tasks = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        int number = n;
        tasks.add(() -> {
          ready.countDown();
          ready.await();
          return task.apply(number);
        });
      }
      List<T> results = new ArrayList<>();
      for (var done : threads.invokeAll(tasks)) {
        results.addAll(done.get());
      }
      return results;
    }
  }
}
