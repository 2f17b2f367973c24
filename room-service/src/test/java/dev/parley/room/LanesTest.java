package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.RoomName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final RoomName NORTH = new RoomName("north");
  private static final RoomName SOUTH = new RoomName("south");

  private final Lanes lanes = new Lanes();
  private final List<String> begun = new ArrayList<>();

  private Future<String> begin(RoomName room, String name, Promise<String> end) {
    return lanes.inTurn(
        room,
        () -> {
          begun.add(name);
          return end.future();
        });
  }

  @Test
  void theTasksOfARoomRunOneAfterTheOther() {
    Promise<String> first = Promise.promise();
    Promise<String> second = Promise.promise();
    Future<String> one = begin(NORTH, "one", first);
    Future<String> two = begin(NORTH, "two", second);
    assertEquals(List.of("one"), begun);

    first.complete("1");
    assertEquals(List.of("one", "two"), begun);
    assertEquals("1", one.result());
    assertFalse(two.isComplete());
    second.complete("2");
    assertEquals("2", two.result());
  }

  @Test
  void differentRoomsDoNotWaitForEachOther() {
    begin(NORTH, "one", Promise.promise());
    begin(SOUTH, "two", Promise.promise());
    assertEquals(List.of("one", "two"), begun);
  }

  @Test
  void aTaskThatFailsHoldsNobodyUp() {
    Promise<String> first = Promise.promise();
    Future<String> one = begin(NORTH, "one", first);
    Future<String> two = begin(NORTH, "two", Promise.promise());
    Future<String> thrown =
        lanes.inTurn(
            NORTH,
            () -> {
              throw new IllegalStateException("thrown");
            });
    first.fail("failed");
    assertTrue(one.failed());
    assertEquals(List.of("one", "two"), begun);
    assertFalse(two.isComplete());
    assertFalse(thrown.isComplete());
  }

  @Test
  void aTaskThatThrowsFails() {
    Future<String> thrown =
        lanes.inTurn(
            NORTH,
            () -> {
              throw new IllegalStateException("thrown");
            });
    assertEquals("thrown", thrown.cause().getMessage());
    begin(NORTH, "next", Promise.promise());
    assertEquals(List.of("next"), begun);
  }

  @Test
  void tooManyAreTurnedAway() {
    Promise<String> end = Promise.promise();
    for (int i = 0; i < Lanes.LONGEST; i++) {
      begin(NORTH, "waits", end);
    }
    assertTrue(begin(NORTH, "too many", end).failed());
    assertFalse(begin(SOUTH, "elsewhere", end).isComplete());
    end.complete("done");
    assertEquals(Lanes.LONGEST + 1, begun.size());
  }

  @Test
  void whatIsDoneIsForgotten() {
    Promise<String> end = Promise.promise();
    begin(NORTH, "one", end);
    begin(NORTH, "two", end);
    assertEquals(1, lanes.size());
    end.complete("done");
    assertEquals(0, lanes.size());
  }
}
