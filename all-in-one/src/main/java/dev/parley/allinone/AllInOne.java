package dev.parley.allinone;

import dev.parley.gateway.GatewaySettings;
import dev.parley.gateway.GatewayVerticle;
import dev.parley.ice.IceConfigService;
import dev.parley.ice.IceSettings;
import dev.parley.presence.PresenceService;
import dev.parley.presence.PresenceSettings;
import dev.parley.presence.store.MemoryPresenceStore;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.room.RoomService;
import dev.parley.room.RoomSettings;
import dev.parley.room.store.MemoryRoomStore;
import dev.parley.runtime.Host;
import dev.parley.runtime.Program;
import dev.parley.runtime.Setting;
import io.vertx.core.Deployable;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The wiring of all services in one process: one store's life is one process' life. */
final class AllInOne {
  private final boolean lan;
  private final SecureRandom random = new SecureRandom();

  /**
   * All services.
   *
   * @param lan whether the public port speaks HTTPS for the network
   */
  AllInOne(boolean lan) {
    this.lan = lan;
  }

  Program program() {
    List<Setting<?>> settings =
        Stream.of(GatewaySettings.ALL, RoomSettings.ALL, PresenceSettings.ALL, IceSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();
    return new Program("parley", settings, this::services);
  }

  private List<Deployable> services(Host host) {
    var settings = host.settings();
    var rooms = RoomSettings.from(settings);
    var clock = InstantSource.system();
    LongSupplier steady = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    var epoch = new Hex64(random.nextLong());
    var gateway = gateway(host, clock);
    host.health().readyWhen("accepts sockets", () -> gateway.port() != 0);
    return List.of(
        new PresenceService(
            PresenceSettings.from(settings),
            host.bus(),
            new MemoryPresenceStore(epoch, steady),
            steady),
        new RoomService(rooms, host.bus(), new MemoryRoomStore(epoch, rooms.log(), clock)),
        new IceConfigService(IceSettings.from(settings), host.bus(), clock),
        gateway,
        new Announcement(new Welcome(lan, settings), gateway::port));
  }

  private GatewayVerticle gateway(Host host, InstantSource clock) {
    var settings = GatewaySettings.from(host.settings());
    if (lan) {
      settings = settings.withCertificate(LanCertificate.make(LanAddresses.all()));
    }
    var node = new NodeId("gw-" + Integer.toHexString(random.nextInt()));
    return new GatewayVerticle(node, settings, host.bus(), host.meters(), clock);
  }
}
