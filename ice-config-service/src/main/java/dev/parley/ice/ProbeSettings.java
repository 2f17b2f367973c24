package dev.parley.ice;

import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How the servers are watched.
 *
 * @param on whether they are
 * @param interval between two probes of one server
 * @param timeout after which a probe has failed
 * @param trust a file of certificates in PEM that TLS servers must be signed with; empty: those
 *     that the JVM trusts
 */
public record ProbeSettings(boolean on, Duration interval, Duration timeout, String trust) {

  private static final Setting<Boolean> ON =
      Setting.flag(
          "PARLEY_ICE_PROBES",
          true,
          "Whether STUN and TURN servers are probed, and those that fail told to nobody.");

  private static final Setting<Duration> INTERVAL =
      Setting.duration(
          "PARLEY_ICE_PROBE_INTERVAL", "10s", "50ms", "10m", "Between two probes of one server.");

  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "PARLEY_ICE_PROBE_TIMEOUT", "3s", "50ms", "1m", "After which a probe has failed.");

  private static final Setting<String> TRUST =
      Setting.text(
          "PARLEY_ICE_PROBE_TRUST",
          "",
          "A PEM file of the authorities that sign TLS servers; empty: those that the JVM trusts.");

  static final List<Setting<?>> ALL = List.of(ON, INTERVAL, TIMEOUT, TRUST);

  static ProbeSettings from(Settings settings) {
    return new ProbeSettings(
        settings.get(ON), settings.get(INTERVAL), settings.get(TIMEOUT), settings.get(TRUST));
  }
}
