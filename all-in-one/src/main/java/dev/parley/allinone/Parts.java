package dev.parley.allinone;

import dev.parley.gateway.GatewaySettings;
import dev.parley.gateway.GatewayVerticle;
import dev.parley.ice.IceConfigService;
import dev.parley.ice.IceSettings;
import dev.parley.presence.PresenceService;
import dev.parley.presence.PresenceSettings;
import dev.parley.presence.PresenceStores;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.room.RoomService;
import dev.parley.room.RoomSettings;
import dev.parley.room.RoomStores;
import dev.parley.runtime.Host;
import dev.parley.runtime.RedisSettings;
import dev.parley.runtime.Setting;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Makes each service of a process, once, whichever role needs it. */
final class Parts {

  private static final Setting<String> NODE =
      Setting.of(
          "PARLEY_NODE",
          "gw",
          Parts::nodeName,
          "What a gateway is called: its node id begins with this, and ends anew at each start.");

  /** Every key of every role, so that processes of all roles can be given the same. */
  static final List<Setting<?>> SETTINGS =
      Stream.of(
              GatewaySettings.ALL,
              List.<Setting<?>>of(NODE),
              RoomSettings.ALL,
              PresenceSettings.ALL,
              IceSettings.ALL,
              RedisSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private final Host host;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();

  /** The life of the stores that are in memory. */
  private final Hex64 epoch = new Hex64(random.nextLong());

  Parts(Host host) {
    this.host = host;
  }

  RoomService rooms() {
    return new RoomService(
        RoomSettings.from(host.settings()),
        host.bus(),
        RoomStores.of(host.vertx(), host.settings(), epoch));
  }

  PresenceService presence() {
    LongSupplier steady = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    return new PresenceService(
        PresenceSettings.from(host.settings()),
        host.bus(),
        PresenceStores.of(host.vertx(), host.settings(), epoch),
        steady);
  }

  IceConfigService ice() {
    return new IceConfigService(
        IceSettings.from(host.settings()), host.bus(), host.meters(), clock);
  }

  /** A gateway, which is ready when it accepts sockets. */
  GatewayVerticle gateway(GatewaySettings settings) {
    String life = Integer.toHexString(random.nextInt());
    NodeId node = new NodeId(host.settings().get(NODE) + "-" + life);
    GatewayVerticle gateway = new GatewayVerticle(node, settings, host.bus(), host.meters(), clock);
    host.health().readyWhen("accepts sockets", gateway::acceptsSockets);
    return gateway;
  }

  private static String nodeName(String text) {
    if (text.matches("[A-Za-z0-9_-]{1,40}")) {
      return text;
    }
    throw new IllegalArgumentException("must be 1 to 40 letters, digits, _ or -");
  }
}
