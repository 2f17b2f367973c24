package dev.parley.gateway.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What Jazzer calls: each input once, and in the end for the totals. An input that costs more than
 * 50 ms of the thread's own time, thrice, is a failure like any other.
 */
public final class DecodersFuzz {
  static final String TOTALS = "fuzzed: ";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long MOST_NANOS = 50_000_000;
  private static final long USUAL_NANOS = 1_000_000;
  private static final int TRIES = 3;
  private static final double MS = 1e6;

  private static long inputs;
  private static long taken;
  private static long slowest;

  private DecodersFuzz() {}

  /** Judges one input; whatever is thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] input) throws Throwable {
    inputs++;
    long best = Long.MAX_VALUE;
    boolean accepted = false;
    // That a class is loaded the first time is not the input's fault.
    for (int n = 0; n < TRIES && best > USUAL_NANOS; n++) {
      long start = THREADS.getCurrentThreadCpuTime();
      accepted = Decoders.judge(input);
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
    }
    taken += accepted ? 1 : 0;
    slowest = Math.max(slowest, best);
    if (best > MOST_NANOS) {
      throw new AssertionError("an input costs " + best / MS + " ms");
    }
  }

  /** Says what there was. */
  public static void fuzzerTearDown() {
    System.out.printf(
        "%s%d inputs, %d taken, slowest %.2f ms%n", TOTALS, inputs, taken, slowest / MS);
  }
}
