package dev.parley.ice.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.ice.domain.Health.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final IceUri URI = IceUri.parse("stun:s");
  private static final Server SERVER =
      new Server(new IceProvider("one", null, List.of(URI), null), URI);

  private final Health health = new Health();

  private void note(boolean alive, boolean changes) {
    assertEquals(changes, health.note(SERVER, alive));
  }

  @Test
  void nobodyIsDownBeforeAProbe() {
    assertEquals(State.UP, health.of(SERVER));
  }

  @Test
  void oneLostProbeIsADoubtAndNoMore() {
    note(false, false);
    assertEquals(State.DOUBTED, health.of(SERVER));
    note(true, false);
    assertEquals(State.UP, health.of(SERVER));
    note(false, false);
    assertEquals(State.DOUBTED, health.of(SERVER));
  }

  @Test
  void twoInARowTakeItDown() {
    note(false, false);
    note(false, true);
    assertEquals(State.DOWN, health.of(SERVER));
    note(false, false);
  }

  @Test
  void threeAnswersInARowBringItUp() {
    note(false, false);
    note(false, true);
    note(true, false);
    note(true, false);
    note(false, false);
    note(true, false);
    note(true, false);
    assertEquals(State.DOWN, health.of(SERVER));
    note(true, true);
    assertEquals(State.UP, health.of(SERVER));
  }

  @Test
  void aServerThatFlapsDoesNotChange() {
    for (int i = 0; i < 20; i++) {
      assertFalse(health.note(SERVER, i % 2 == 0));
    }
    health.note(SERVER, false);
    assertTrue(health.of(SERVER) == State.DOWN);
    for (int i = 0; i < 20; i++) {
      assertFalse(health.note(SERVER, i % 3 != 0));
    }
  }
}
