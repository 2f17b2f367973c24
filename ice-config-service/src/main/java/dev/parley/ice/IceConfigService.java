package dev.parley.ice;

import dev.parley.ice.domain.IceServers;
import dev.parley.ice.domain.IceUri;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.System.Logger.Level;
import java.time.InstantSource;

/** Answers {@link Service#ICE}. */
public final class IceConfigService extends VerticleBase {

  private static final System.Logger LOG = System.getLogger(IceConfigService.class.getName());

  private final IceSettings settings;
  private final IceServers servers;
  private final Bus bus;
  private final InstantSource clock;

  /**
   * @param clock must agree with the clocks of the TURN servers to well within the ttl
   * @throws IllegalArgumentException if there are TURN servers but no secret to open them
   */
  public IceConfigService(IceSettings settings, Bus bus, InstantSource clock) {
    this.settings = settings;
    this.servers = new IceServers(settings.uris(), settings.secrets(), settings.ttl());
    this.bus = bus;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    settings.uris().stream().filter(uri -> !IceServers.isUsable(uri)).forEach(this::warn);
    return bus.serve(Service.ICE, this::answer);
  }

  private Future<IceConfig> answer(IceRequest question) {
    return Future.succeededFuture(servers.tell(question.session(), clock.millis()));
  }

  private void warn(IceUri dropped) {
    LOG.log(Level.WARNING, "{0} is left out: browsers refuse its port", dropped);
  }
}
