package dev.parley.runtime;

import java.time.Duration;
import java.util.List;

/**
 * How questions on the bus are bounded.
 *
 * @param replyTimeout how long an answer is awaited
 * @param inFlight how many questions of this process may wait for their answers
 */
public record BusSettings(Duration replyTimeout, int inFlight) {

  private static final Setting<Duration> REPLY_TIMEOUT =
      Setting.duration(
          "PARLEY_BUS_REPLY_TIMEOUT",
          "500ms",
          "10ms",
          "10s",
          "How long the answer of a service is awaited; a dead one is noticed by this alone.");

  private static final Setting<Integer> IN_FLIGHT =
      Setting.number(
          "PARLEY_BUS_IN_FLIGHT",
          10_000,
          1,
          1_000_000,
          "How many questions to services may wait for their answers; more are refused at once.");

  public static final List<Setting<?>> ALL = List.of(REPLY_TIMEOUT, IN_FLIGHT);

  public static BusSettings from(Settings settings) {
    return new BusSettings(settings.get(REPLY_TIMEOUT), settings.get(IN_FLIGHT));
  }
}
