package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.protocol.SessionId;
import dev.parley.survival.Negotiations.Negotiation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All gateways are stopped in order and started again, one after the other, under the talk of
 * people who notice nothing.
 */
@ExtendWith(SharedParley.class)
class RollingRestartTest {
  private static final int SESSIONS = Form.of(60, 500);
  private static final int A_ROOM = 10;
  private static final int ORDERLY = 0;

  @Test
  void nobodyIsAwayAndNothingIsLost(Parley parley) {
    try (Meeting meeting = new Meeting(parley, "rolling", SESSIONS, SESSIONS / A_ROOM)) {
      Times times = new Times();
      long start = System.nanoTime();
      for (ParleyProcess gateway : parley.gateways()) {
        restart(meeting, gateway, times);
      }
      double took = Times.msSince(start);
      meeting.converge();
      Set<SessionId> away = meeting.crowd().call(meeting.negotiations()::away);
      Results.tell(
          "rolling restart of %d gateways with %d sessions"
              .formatted(parley.gateways().size(), SESSIONS),
          "%d negotiations meanwhile: %s; %d signals lost or doubled, %d sessions away; %s in all"
              .formatted(
                  times.count(), times, meeting.faults().size(), away.size(), Times.ms(took)),
          "0 lost or doubled, 0 away");
      meeting.checkNothingIsLost(SESSIONS);
      assertEquals(Set.of(), away, () -> meeting.negotiations().storyOf(away));
    }
  }

  /** People talk all the while. */
  private static void restart(Meeting meeting, ParleyProcess gateway, Times times) {
    gateway.terminate();
    do {
      List<Negotiation> some = meeting.begin();
      meeting.finish(some, times);
    } while (!gateway.hasEndedWithin(1, TimeUnit.SECONDS));
    assertEquals(ORDERLY, gateway.status(), gateway::log);
    gateway.start();
    gateway.awaitReady();
    meeting.finish(meeting.begin(), times);
  }
}
