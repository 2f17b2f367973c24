package dev.parley.survival;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** kill -9 of a gateway while negotiations are in flight. */
@ExtendWith(SharedParley.class)
class KillTest {
  private static final int IN_FLIGHT = 25;

  @Test
  void noKilledGatewayCostsANegotiation(Parley parley) {
    KillScene.play(parley, "kill -9 of a gateway", Form.of(6, 40), IN_FLIGHT);
  }
}
