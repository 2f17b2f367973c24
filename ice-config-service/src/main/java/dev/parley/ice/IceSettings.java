package dev.parley.ice;

import dev.parley.ice.domain.IceProvider;
import dev.parley.ice.domain.IceUri;
import dev.parley.ice.domain.TurnAccess;
import dev.parley.ice.domain.TurnSecrets;
import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import dev.parley.runtime.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The configuration of this service.
 *
 * @param providers those of the file, and behind them the one that the other settings make
 * @param ttl how long TURN credentials live
 */
public record IceSettings(List<IceProvider> providers, Duration ttl, ProbeSettings probes) {

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

  private static final Setting<List<IceProvider>> FILE =
      Setting.of(
          "PARLEY_ICE_FILE",
          "",
          IceFile::read,
          "A JSON file of more providers, with their regions, servers and credentials.");

  private static final Setting<Duration> TTL =
      Setting.duration("PARLEY_ICE_TTL", "30m", "10m", "60m", "How long TURN credentials live.");

  /** All keys that this service reads. */
  public static final List<Setting<?>> ALL = all();

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(List.of(URIS, SECRETS, FILE, TTL));
    all.addAll(ProbeSettings.ALL);
    return List.copyOf(all);
  }

  /**
   * Reads the settings, and the file.
   *
   * @throws SettingsException if there are TURN servers but no secret to open them
   */
  public static IceSettings from(Settings settings) {
    List<IceProvider> providers = new ArrayList<>(settings.get(FILE));
    List<IceUri> uris = settings.get(URIS);
    TurnSecrets secrets = settings.get(SECRETS);
    TurnAccess access = secrets.isEmpty() ? null : new TurnAccess.Shared(secrets);
    if (!uris.isEmpty()) {
      try {
        providers.add(new IceProvider("settings", null, uris, access));
      } catch (IllegalArgumentException e) {
        throw new SettingsException(List.of("PARLEY_ICE_URLS " + e.getMessage() + "."));
      }
    }
    return new IceSettings(List.copyOf(providers), settings.get(TTL), ProbeSettings.from(settings));
  }
}
