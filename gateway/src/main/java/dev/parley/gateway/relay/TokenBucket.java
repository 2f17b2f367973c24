package dev.parley.gateway.relay;

/**
 * A rate limit: {@code rate} a second in the long run, {@code burst} at once. Pure; the time is
 * given.
 *
 * <p><em>Threading:</em> one thread.
 */
public final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double rate;
  private final double burst;
  private double tokens;
  private long refilled;

  /** A full bucket at that time ({@link System#nanoTime}). */
  public TokenBucket(double rate, double burst, long now) {
    this.rate = rate;
    this.burst = burst;
    this.tokens = burst;
    this.refilled = now;
  }

  /** Takes one token, if there is one. */
  public boolean take(long now) {
    refill(now);
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** Milliseconds until the next token, at least 1. */
  public long millisToNext(long now) {
    refill(now);
    return Math.max(1, (long) Math.ceil((1 - tokens) / rate * 1000));
  }

  /** Whether nothing has been taken for long enough that this bucket is as good as a new one. */
  public boolean isFull(long now) {
    refill(now);
    return tokens >= burst;
  }

  private void refill(long now) {
    tokens = Math.min(burst, tokens + (now - refilled) / NANOS * rate);
    refilled = now;
  }
}
