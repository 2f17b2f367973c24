package dev.parley.ice;

import dev.parley.ice.domain.AllocationProbe;
import dev.parley.ice.domain.BindingProbe;
import dev.parley.ice.domain.Health;
import dev.parley.ice.domain.IceServers;
import dev.parley.ice.domain.Probe;
import dev.parley.ice.domain.Probe.Outcome;
import dev.parley.ice.domain.Server;
import dev.parley.ice.domain.TurnCredentials;
import dev.parley.protocol.SessionId;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Probes every server once an interval, each at its own moment of it, and tells when one goes down
 * or comes up.
 *
 * <p><em>Threading:</em> one event loop.
 */
final class Watch {
  private static final System.Logger LOG = System.getLogger(Watch.class.getName());

  /** Whom the credentials of probes are made for; no session is ever called that. */
  private static final SessionId PROBE = new SessionId("parley-probe");

  private static final int ID_BYTES = 12;

  private final Vertx vertx;
  private final ProbeSettings settings;
  private final IceServers servers;
  private final Health health;
  private final IceMeters meters;
  private final InstantSource clock;
  private final Runnable changed;
  private final Prober prober;
  private final Set<Server> probing = new HashSet<>();
  private final SecureRandom random = new SecureRandom();

  Watch(
      Vertx vertx,
      ProbeSettings settings,
      IceServers servers,
      Health health,
      IceMeters meters,
      InstantSource clock,
      Runnable changed) {
    this.vertx = vertx;
    this.settings = settings;
    this.servers = servers;
    this.health = health;
    this.meters = meters;
    this.clock = clock;
    this.changed = changed;
    this.prober = new Prober(vertx, settings.timeout(), settings.trust());
  }

  /** Runs until the verticle is undeployed. */
  void start() {
    meters.count(servers.usable(), health);
    if (settings.on()) {
      long interval = settings.interval().toMillis();
      for (Server server : servers.usable()) {
        long first = random.nextLong(1, interval + 1);
        vertx.setPeriodic(first, interval, tick -> look(server));
      }
    }
  }

  private void look(Server server) {
    if (probing.add(server)) {
      long start = System.nanoTime();
      prober
          .probe(server.uri(), probe(server))
          .onSuccess(outcome -> {
            probing.remove(server);
            meters.probed(server.uri().kind(), outcome, start);
            note(server, outcome);
          });
    }
  }

  private Probe probe(Server server) {
    TurnCredentials credentials = server.credentials(PROBE, servers.expirySeconds(clock.millis()));
    return credentials == null
        ? new BindingProbe(this::id)
        : new AllocationProbe(credentials, this::id);
  }

  private byte[] id() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return id;
  }

  private void note(Server server, Outcome outcome) {
    if (health.note(server, outcome == Outcome.ALIVE)) {
      boolean down = health.of(server) == Health.State.DOWN;
      LOG.log(
          down ? Level.WARNING : Level.INFO,
          "{0} is {1}: {2}",
          server,
          down ? "down" : "up",
          outcome);
      meters.count(servers.usable(), health);
      changed.run();
    }
  }
}
