package dev.parley.allinone;

import dev.parley.gateway.GatewaySettings;
import dev.parley.gateway.GatewayVerticle;
import dev.parley.runtime.ClusterSettings;
import dev.parley.runtime.Host;
import dev.parley.runtime.Program;
import dev.parley.runtime.Settings;
import dev.parley.runtime.SettingsException;
import io.vertx.core.Deployable;
import java.util.List;

/** All services in one process. */
final class AllInOne {
  private final boolean lan;

  /**
   * All services.
   *
   * @param lan whether the public port speaks HTTPS for the network
   */
  AllInOne(boolean lan) {
    this.lan = lan;
  }

  Program program() {
    return new Program("parley", Parts.SETTINGS, AllInOne::check, this::services);
  }

  private static void check(Settings settings) {
    if (ClusterSettings.from(settings).isOn()) {
      throw new SettingsException(
          List.of(
              "The role all is a process by itself: unset PARLEY_CLUSTER, or take another role."));
    }
  }

  private List<Deployable> services(Host host) {
    Parts parts = new Parts(host);
    GatewayVerticle gateway = parts.gateway(gatewaySettings(host));
    Welcome welcome = new Welcome(lan, host.settings());
    return List.of(
        parts.presence(),
        parts.rooms(),
        parts.ice(),
        gateway,
        new Announcement(welcome, gateway::port));
  }

  private GatewaySettings gatewaySettings(Host host) {
    GatewaySettings settings = GatewaySettings.from(host.settings());
    return lan ? settings.withCertificate(LanCertificate.make(LanAddresses.all())) : settings;
  }
}
