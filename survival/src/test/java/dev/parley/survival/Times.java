package dev.parley.survival;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measured durations.
 *
 * <p>Threading: any.
 */
final class Times {
  private static final double MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final List<Long> nanos = new ArrayList<>();

  synchronized void add(long duration) {
    nanos.add(duration);
  }

  synchronized int count() {
    return nanos.size();
  }

  /** The time, in ms, within which that share of all, above 0 and up to 1, was done. */
  synchronized double within(double share) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1) / MS;
  }

  static double msSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / MS;
  }

  /** In whole ms, or with a decimal where it is small. */
  static String ms(double ms) {
    return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
  }

  /** p50, p95 and the longest. */
  @Override
  public String toString() {
    return "p50 %s, p95 %s, longest %s".formatted(ms(within(0.5)), ms(within(0.95)), ms(within(1)));
  }
}
