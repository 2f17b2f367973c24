package dev.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class IceConfigTest {
  private static final IceServer STUN = new IceServer(List.of("stun:s", "stuns:s"), null, null);
  private static final IceServer TURN = new IceServer(List.of("turn:t", "TURNS:t"), "u", "p");
  private static final IceServer BOTH = new IceServer(List.of("stun:t", "turns:t"), "u", "p");
  private static final IceConfig ALL = new IceConfig(List.of(STUN, TURN, BOTH), 9);

  @Test
  void anOpenRoomIsToldAllServers() {
    assertSame(ALL, ALL.under(new Policy(2, false, Hex64.ZERO)));
  }

  @Test
  void aRelayedRoomIsToldTurnAlone() {
    IceServer half = new IceServer(List.of("turns:t"), "u", "p");
    assertEquals(new IceConfig(List.of(TURN, half), 9), ALL.under(new Policy(2, true, Hex64.ZERO)));
  }
}
