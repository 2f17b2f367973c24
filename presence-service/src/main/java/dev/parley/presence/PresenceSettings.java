package dev.parley.presence;

import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of this service.
 *
 * @param lapse how long a lease lasts after it was renewed
 * @param settle how long the store must have answered without a break before the absence of a lease
 *     proves anything; longer than gateways take between renewals
 * @param ringLife after which a ring ends by itself
 */
public record PresenceSettings(Duration lapse, Duration settle, Duration ringLife) {

  private static final Setting<Duration> LAPSE =
      Setting.duration(
          "PARLEY_LEASE_LAPSE",
          "6s",
          "1s",
          "60s",
          "How long after its last sign of life a gateway is taken for dead; at least three"
              + " renewals.");

  private static final Setting<Duration> SETTLE =
      Setting.duration(
          "PARLEY_LEASE_SETTLE",
          "5s",
          "1s",
          "60s",
          "How long the store must have answered without a break before any gateway is taken for"
              + " dead.");

  private static final Setting<Duration> RING =
      Setting.duration(
          "PARLEY_RING_LIFE",
          "90s",
          "1s",
          "10m",
          "How long a user is rung before the ring expires.");

  public static final List<Setting<?>> ALL = List.of(LAPSE, SETTLE, RING);

  public static PresenceSettings from(Settings settings) {
    return new PresenceSettings(settings.get(LAPSE), settings.get(SETTLE), settings.get(RING));
  }
}
