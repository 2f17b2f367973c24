package dev.parley.allinone.client;

import java.util.Random;

/**
 * The times of a client, in ms. {@link #REAL} are those of docs/protocol.md.
 *
 * @param firstRetry until unacknowledged signals are sent again; doubles up to 8 times that
 * @param ackWithin how long an acknowledgement may wait for a signal to ride on
 * @param repeat until an unanswered command is repeated
 * @param attempt how long a join or resume may take before another socket is tried
 * @param backOff the first delay before another attempt; doubles up to 16 times that
 */
public record Pace(long firstRetry, long ackWithin, long repeat, long attempt, long backOff) {
  public static final Pace REAL = new Pace(1_000, 100, 2_000, 2_500, 500);

  private static final int DOUBLINGS = 3;
  private static final int BACK_OFF_DOUBLINGS = 4;

  /** How often is looked for what is due: half of the shortest of these times. */
  long tick() {
    return ackWithin / 2;
  }

  long retry(int tries) {
    return firstRetry << Math.min(tries, DOUBLINGS);
  }

  /** Full jitter. */
  long delay(int attempts, Random random) {
    long bound = backOff << Math.min(attempts, BACK_OFF_DOUBLINGS);
    return 1 + random.nextLong(attempts == 0 ? Math.max(1, backOff / 2) : bound);
  }
}
