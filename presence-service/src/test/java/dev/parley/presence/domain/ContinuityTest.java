package dev.parley.presence.domain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContinuityTest {

  private static final Hex64 EPOCH = new Hex64(1);
  private static final Duration SETTLE = Duration.ofSeconds(5);

  /** Answers every second, the first and the last included. */
  private static Continuity answered(Continuity start, long from, long to) {
    Continuity now = start;
    for (long t = from; t <= to; t += 1000) {
      now = now.answered(EPOCH, t);
    }
    return now;
  }

  @Test
  void withoutAnyAnswerNothingIsProven() {
    assertFalse(Continuity.NONE.lasts(SETTLE, 100_000));
    assertFalse(Continuity.NONE.lasts(Duration.ZERO, 0));
  }

  @Test
  void answersWithoutABreakProveAfterTheSettlingTime() {
    assertFalse(answered(Continuity.NONE, 1000, 5000).lasts(SETTLE, 5999));
    assertTrue(answered(Continuity.NONE, 1000, 6000).lasts(SETTLE, 6000));
  }

  @Test
  void timeProvesNothingByItself() {
    Continuity once = Continuity.NONE.answered(EPOCH, 1000);
    assertFalse(once.lasts(SETTLE, 6000));
  }

  @Test
  void aFailureStartsAnew() {
    Continuity failed = answered(Continuity.NONE, 0, 10_000).failed();
    assertFalse(failed.lasts(SETTLE, 10_000));
    assertFalse(answered(failed, 10_500, 14_500).lasts(SETTLE, 14_500));
    assertTrue(answered(failed, 10_500, 15_500).lasts(SETTLE, 15_500));
  }

  @Test
  void aSilenceStartsAnewAsAFrozenStoreDoesNotFail() {
    Continuity before = answered(Continuity.NONE, 0, 10_000);
    assertFalse(before.lasts(SETTLE, 12_001), "what was proven is no more");
    assertFalse(answered(before, 12_001, 16_001).lasts(SETTLE, 16_001));
    assertTrue(answered(before, 12_001, 17_001).lasts(SETTLE, 17_001));
  }

  @Test
  void oneLateAnswerIsNoBreak() {
    Continuity before = answered(Continuity.NONE, 0, 10_000);
    assertTrue(before.answered(EPOCH, 12_000).lasts(SETTLE, 12_000));
  }

  @Test
  void anEmptiedStoreStartsAnew() {
    Continuity other = answered(Continuity.NONE, 0, 10_000).answered(new Hex64(2), 11_000);
    assertFalse(other.lasts(SETTLE, 11_000));
  }
}
