package dev.parley.gateway.bridge;

import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import java.util.List;

/**
 * What an operator may choose about the bridge.
 *
 * @param sockets that may be open at once
 * @param handlers that one socket may register
 * @param topics rooms and users that may be followed at once
 */
public record BridgeSettings(int sockets, int handlers, int topics) {
  private static final Setting<Integer> SOCKETS =
      Setting.number(
          "PARLEY_BRIDGE_SOCKETS",
          2_000,
          0,
          1_000_000,
          "Sockets of the event-bus bridge that may be open at once; 0: there is no bridge.");

  private static final Setting<Integer> HANDLERS =
      Setting.number(
          "PARLEY_BRIDGE_HANDLERS", 200, 1, 10_000, "Addresses that one of them may register.");

  private static final Setting<Integer> TOPICS =
      Setting.number(
          "PARLEY_BRIDGE_TOPICS",
          5_000,
          1,
          100_000,
          "Rooms and users that all of them together may follow at one gateway.");

  public static final List<Setting<?>> ALL = List.of(SOCKETS, HANDLERS, TOPICS);

  public static BridgeSettings from(Settings settings) {
    return new BridgeSettings(settings.get(SOCKETS), settings.get(HANDLERS), settings.get(TOPICS));
  }
}
