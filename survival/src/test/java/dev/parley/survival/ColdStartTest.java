package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All processes start in the same instant, none knowing of another, and become one every time. */
@ExtendWith(SharedParley.class)
class ColdStartTest {
  private static final int ROUNDS = Form.of(1, 20);

  /** The start of the cluster that all tests share is the first. */
  @Test
  void allThatStartAtOnceServeACallEveryTime(Parley parley) {
    Times times = new Times();
    times.add(parley.startedIn());
    check(parley);
    for (int round = 1; round < ROUNDS; round++) {
      try (Parley another = Parley.start(ClusterPlan.STANDARD)) {
        times.add(another.startedIn());
        check(another);
      }
    }
    Results.tell(
        "cold start of 9 processes at once",
        "%d of %d times one cluster that serves, all ready after %s"
            .formatted(times.count(), ROUNDS, times),
        "every time");
    assertEquals(ROUNDS, times.count());
  }

  /** Some meet and negotiate. */
  private static void check(Parley parley) {
    try (Meeting meeting = new Meeting(parley, "cold", 4, 1)) {
      meeting.talk();
      meeting.checkNothingIsLost(4);
    }
  }
}
