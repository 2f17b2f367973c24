package dev.parley.ice;

import dev.parley.ice.domain.IceUri;
import dev.parley.ice.domain.TurnSecrets;
import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The configuration of this service.
 *
 * @param uris the STUN and TURN servers, in any order
 * @param secrets what is shared with the TURN servers
 * @param ttl how long TURN credentials live
 */
public record IceSettings(List<IceUri> uris, TurnSecrets secrets, Duration ttl) {

  private static final Setting<List<IceUri>> URIS =
      Setting.list(
          "PARLEY_ICE_URLS",
          "",
          IceUri::parse,
          "STUN and TURN servers, separated by commas, such as stun:host:3478,"
              + " turn:host:3478?transport=udp, turns:host:443.");

  private static final Setting<TurnSecrets> SECRETS =
      Setting.list(
              "PARLEY_ICE_TURN_SECRETS",
              "",
              Function.identity(),
              "The secret shared with the TURN servers; two while it is rotated, the new one first.")
          .map(TurnSecrets::new)
          .masked();

  private static final Setting<Duration> TTL =
      Setting.duration("PARLEY_ICE_TTL", "30m", "10m", "60m", "How long TURN credentials live.");

  public static final List<Setting<?>> ALL = List.of(URIS, SECRETS, TTL);

  public static IceSettings from(Settings settings) {
    return new IceSettings(settings.get(URIS), settings.get(SECRETS), settings.get(TTL));
  }
}
