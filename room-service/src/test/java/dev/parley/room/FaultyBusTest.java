package dev.parley.room;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Commands.updateOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.runtime.Bus;
import dev.parley.runtime.FaultyBus;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Questions and answers are lost, doubled and overtaken, and whoever asked asks again. */
class FaultyBusTest extends ServiceScene {
  private static final int PEOPLE = 8;
  private static final int UPDATES = 10;
  private static final FaultyBus.Faults FAULTS =
      new FaultyBus.Faults(0.15, 0.2, 0.2, Duration.ofMillis(20));

  private final Bus faulty = new FaultyBus(vertx, bus, FAULTS, new Random(1));

  @Test
  void everyCommandIsCarriedOutOnceAndInTheOrderOfItsSender() {
    List<Future<?>> lives = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      String person = "person" + i;
      lives.add(
          repeat(joinOf(person, 1, i % 2 == 0 ? HERE : THERE))
              .compose(joined -> update(person, 0)));
    }
    await(Future.all(lives));

    assertEquals(PEOPLE, room().state().members().size());
    assertEquals(PEOPLE * (1 + UPDATES), room().state().rev());
    for (int i = 0; i < PEOPLE; i++) {
      var profile = room().state().entry(session("person" + i)).member().profile();
      assertEquals("" + (UPDATES - 1), profile.string("n"));
    }
  }

  private Future<?> update(String person, int number) {
    return number == UPDATES
        ? Future.succeededFuture()
        : repeat(updateOf(person, "u" + number, "n", "" + number))
            .compose(done -> update(person, number + 1));
  }

  /** The same command until it is answered. */
  private Future<RoomAnswer.Accepted> repeat(RoomRequest.Command command) {
    return faulty
        .ask(Service.ROOMS, command)
        .transform(answered ->
            answered.result() instanceof RoomAnswer.Accepted accepted
                ? Future.succeededFuture(accepted)
                : repeat(command));
  }
}
