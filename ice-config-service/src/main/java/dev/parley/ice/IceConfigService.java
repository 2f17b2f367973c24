package dev.parley.ice;

import dev.parley.ice.domain.Health;
import dev.parley.ice.domain.IceServers;
import dev.parley.ice.domain.Server;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Predicate;

/** Answers {@link Service#ICE}, and tells all gateways when a server goes down or comes up. */
public final class IceConfigService extends VerticleBase {

  private static final System.Logger LOG = System.getLogger(IceConfigService.class.getName());

  /** Who says it to the gateways; no gateway is called that. */
  private static final NodeId NAME = new NodeId("ice-config-service");

  private final IceSettings settings;
  private final Health health = new Health();
  private final IceServers servers;
  private final Bus bus;
  private final MeterRegistry meters;
  private final InstantSource clock;

  /**
   * The service, not deployed yet.
   *
   * @param clock must agree with the clocks of the TURN servers to well within the ttl
   */
  public IceConfigService(
      IceSettings settings, Bus bus, MeterRegistry meters, InstantSource clock) {
    this.settings = settings;
    this.servers = new IceServers(settings.providers(), settings.ttl(), health);
    this.bus = bus;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    IceServers.of(settings.providers())
        .filter(Predicate.not(Server::isUsable))
        .forEach(left -> LOG.log(Level.WARNING, "{0} is left out: browsers refuse its port", left));
    IceMeters counted = new IceMeters(meters);
    new Watch(vertx, settings.probes(), servers, health, counted, clock, this::changed).start();
    return bus.serve(Service.ICE, this::answer);
  }

  private Future<IceConfig> answer(IceRequest question) {
    return Future.succeededFuture(
        servers.tell(question.session(), question.region(), clock.millis()));
  }

  private void changed() {
    bus.publish(NAME, new NodeMessage.IceChanged());
  }
}
