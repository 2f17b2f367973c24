package dev.parley.runtime;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * What every process reads.
 *
 * @param managementPort 0 takes a free one
 * @param liveWithin how long an event loop may take to turn
 * @param stopWithin how long an orderly stop may take
 * @param logSalt keys the hashes that stand for ids; empty for a random one
 */
record ProcessSettings(
    String managementHost,
    int managementPort,
    Duration liveWithin,
    Duration stopWithin,
    Logs.Form logForm,
    Level logLevel,
    String logSalt) {

  private static final Setting<String> MANAGEMENT_HOST =
      Setting.text(
          "PARLEY_MANAGEMENT_HOST",
          "127.0.0.1",
          "The address on which health and metrics are served; 0.0.0.0 in a pod.");

  private static final Setting<Integer> MANAGEMENT_PORT =
      Setting.number(
          "PARLEY_MANAGEMENT_PORT",
          9090,
          0,
          65_535,
          "The port on which health and metrics are served; 0 takes a free one.");

  private static final Setting<Duration> LIVE_WITHIN =
      Setting.duration(
          "PARLEY_LIVE_WITHIN",
          "1s",
          "10ms",
          "60s",
          "How long an event loop may take to turn before the process is reported as stuck.");

  private static final Setting<Duration> STOP_WITHIN =
      Setting.duration(
          "PARLEY_STOP_WITHIN",
          "20s",
          "100ms",
          "10m",
          "How long an orderly stop may take; less than the grace period of the pod.");

  private static final Setting<Logs.Form> LOG =
      Setting.choice(
          "PARLEY_LOG",
          Logs.Form.JSON,
          Logs.Form.class,
          "How a line of the log looks: json, text.");

  private static final Setting<Level> LOG_LEVEL =
      Setting.choice(
          "PARLEY_LOG_LEVEL", Level.INFO, Level.class, "The least level that is logged.");

  private static final Setting<String> LOG_SALT =
      Setting.text(
              "PARLEY_LOG_SALT",
              "",
              "Keys the hashes that stand for ids in the log; the same on all nodes lets one id be"
                  + " followed, empty is a new one at each start.")
          .masked();

  static final List<Setting<?>> ALL =
      List.of(MANAGEMENT_HOST, MANAGEMENT_PORT, LIVE_WITHIN, STOP_WITHIN, LOG, LOG_LEVEL, LOG_SALT);

  static ProcessSettings from(Settings settings) {
    return new ProcessSettings(
        settings.get(MANAGEMENT_HOST),
        settings.get(MANAGEMENT_PORT),
        settings.get(LIVE_WITHIN),
        settings.get(STOP_WITHIN),
        settings.get(LOG),
        settings.get(LOG_LEVEL),
        settings.get(LOG_SALT));
  }
}
