package dev.parley.gateway;

import dev.parley.gateway.bridge.Bridge;
import dev.parley.gateway.bridge.BridgeEndpoint;
import dev.parley.gateway.bridge.BridgeMeters;
import dev.parley.gateway.edge.EdgeServer;
import dev.parley.gateway.relay.Gateway;
import dev.parley.gateway.relay.GatewayMeters;
import dev.parley.gateway.relay.Node;
import dev.parley.gateway.relay.Tickets;
import dev.parley.gateway.tokens.Authority;
import dev.parley.protocol.NodeId;
import dev.parley.runtime.Bus;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Wires one gateway: bus, relay and public port, on one event loop. */
public final class GatewayVerticle extends VerticleBase {
  private final NodeId id;
  private final GatewaySettings settings;
  private final Bus bus;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private volatile @Nullable Gateway gateway;
  private @Nullable EdgeServer edge;
  private volatile int port;

  /**
   * A gateway, not deployed yet.
   *
   * @param id of this process' life; another one has another
   */
  public GatewayVerticle(
      NodeId id, GatewaySettings settings, Bus bus, MeterRegistry meters, InstantSource clock) {
    this.id = id;
    this.settings = settings;
    this.bus = bus;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    return settings.tokens().authority(vertx, clock).compose(this::start);
  }

  private Future<?> start(Authority authority) {
    GatewayMeters counted = new GatewayMeters(meters);
    Tickets tickets = new Tickets(settings.ticketKeys());
    Node node = new Node(id, vertx, bus, clock, tickets, authority, settings.relay(), counted);
    Gateway built = new Gateway(node);
    EdgeServer server =
        new EdgeServer(vertx, settings.edge(), built, counted, bridge(authority, built));
    gateway = built;
    edge = server;
    return built.start().compose(started -> server.start()).onSuccess(this::listening);
  }

  private BridgeEndpoint bridge(Authority authority, Gateway built) {
    BridgeMeters counted = new BridgeMeters(meters);
    return new BridgeEndpoint(
        vertx,
        new Bridge(vertx, clock, authority, built, settings.bridge(), settings.relay(), counted));
  }

  private void listening(HttpServer server) {
    port = server.actualPort();
  }

  @Override
  public Future<?> stop() {
    Gateway running = gateway;
    return running == null
        ? Future.succeededFuture()
        : running.drain().eventually(() -> part(running));
  }

  private Future<Void> part(Gateway running) {
    if (edge != null) {
      edge.stop();
    }
    return running.stop();
  }

  /** Whether clients may be sent here. Callable from any thread. */
  public boolean acceptsSockets() {
    Gateway running = gateway;
    return port != 0 && running != null && running.isOpen();
  }

  /** The public port, once deployed. */
  public int port() {
    return port;
  }
}
