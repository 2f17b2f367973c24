package dev.parley.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for conditions, with a generous limit.
 *
 * <p><em>Threading:</em> the test's own; the condition is looked at there.
 */
public final class Until {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_MS = 20;

  private Until() {}

  /** Looks again and again until it is so. */
  public static void so(String what, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + ", was awaited in vain");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
