package dev.parley.allinone;

import dev.parley.gateway.GatewaySettings;
import dev.parley.runtime.ClusterSettings;
import dev.parley.runtime.Host;
import dev.parley.runtime.Program;
import dev.parley.runtime.RedisSettings;
import dev.parley.runtime.Settings;
import dev.parley.runtime.SettingsException;
import io.vertx.core.Deployable;
import java.util.List;

/** One service in a process of its own, which meets the others in a cluster. */
final class Clustered {
  private final Role role;

  /** Any role but {@link Role#ALL}. */
  Clustered(Role role) {
    this.role = role;
  }

  Program program() {
    return new Program(role.word(), Parts.SETTINGS, this::check, host -> List.of(service(host)));
  }

  private void check(Settings settings) {
    refuse(
        !ClusterSettings.from(settings).isOn(),
        "Alone the role %s is of no use: set PARLEY_CLUSTER to members or dns."
            .formatted(role.word()));
    refuse(
        role == Role.GATEWAY && GatewaySettings.from(settings).ticketKeys().isEmpty(),
        "No gateway could open the tickets of another: set PARLEY_TICKET_KEYS, the same on all.");
    refuse(
        (role == Role.ROOM_SERVICE || role == Role.PRESENCE_SERVICE)
            && !RedisSettings.from(settings).isUsed(),
        "What the instances of one service know they must share: set PARLEY_REDIS.");
  }

  private static void refuse(boolean fault, String sentence) {
    if (fault) {
      throw new SettingsException(List.of(sentence));
    }
  }

  private Deployable service(Host host) {
    Parts parts = new Parts(host);
    return switch (role) {
      case ALL -> throw new IllegalArgumentException("all is not one service");
      case GATEWAY -> parts.gateway(GatewaySettings.from(host.settings()));
      case ROOM_SERVICE -> parts.rooms();
      case PRESENCE_SERVICE -> parts.presence();
      case ICE_CONFIG_SERVICE -> parts.ice();
    };
  }
}
