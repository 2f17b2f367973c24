package dev.parley.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  private final TokenBucket bucket = new TokenBucket(10, 3, 0);

  @Test
  void aBurstIsTakenAtOnceAndNotMore() {
    for (int i = 0; i < 3; i++) {
      assertTrue(bucket.take(0));
    }
    assertFalse(bucket.take(0));
  }

  @Test
  void tokensComeBackAtTheRate() {
    emptied();
    assertFalse(bucket.take(SECOND / 11));
    assertTrue(bucket.take(SECOND / 10));
    assertFalse(bucket.take(SECOND / 10));
  }

  @Test
  void restNeverSavesMoreThanTheBurst() {
    emptied();
    for (int i = 0; i < 3; i++) {
      assertTrue(bucket.take(1_000 * SECOND));
    }
    assertFalse(bucket.take(1_000 * SECOND));
  }

  @Test
  void theWaitIsUntilTheNextToken() {
    emptied();
    assertEquals(100, bucket.millisToNext(0));
    assertEquals(50, bucket.millisToNext(SECOND / 20));
  }

  @Test
  void aBucketIsFullAgainAfterRest() {
    emptied();
    assertFalse(bucket.isFull(SECOND / 10));
    assertTrue(bucket.isFull(SECOND));
  }

  private void emptied() {
    for (int i = 0; i < 3; i++) {
      bucket.take(0);
    }
  }
}
