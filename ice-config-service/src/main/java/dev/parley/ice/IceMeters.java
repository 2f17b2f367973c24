package dev.parley.ice;

import dev.parley.ice.domain.Health;
import dev.parley.ice.domain.IceUri;
import dev.parley.ice.domain.Probe.Outcome;
import dev.parley.ice.domain.Server;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of the servers; the labels are kinds, states and outcomes, never an address. */
final class IceMeters {
  private final MeterRegistry meters;
  private final Map<IceUri.Kind, AtomicInteger> up = new EnumMap<>(IceUri.Kind.class);
  private final Map<IceUri.Kind, AtomicInteger> down = new EnumMap<>(IceUri.Kind.class);

  IceMeters(MeterRegistry meters) {
    this.meters = meters;
    for (IceUri.Kind kind : IceUri.Kind.values()) {
      up.put(kind, gauge(kind, "up"));
      down.put(kind, gauge(kind, "down"));
    }
  }

  private AtomicInteger gauge(IceUri.Kind kind, String state) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder("parley.ice.servers", count, AtomicInteger::get)
        .description("STUN and TURN servers that are configured, as this instance sees them")
        .tag("kind", word(kind))
        .tag("state", state)
        .register(meters);
    return count;
  }

  void count(List<Server> servers, Health health) {
    up.forEach((kind, count) -> count.set(count(servers, kind, health, false)));
    down.forEach((kind, count) -> count.set(count(servers, kind, health, true)));
  }

  private static int count(List<Server> servers, IceUri.Kind kind, Health health, boolean down) {
    return (int)
        servers.stream()
            .filter(server -> server.uri().kind() == kind)
            .filter(server -> (health.of(server) == Health.State.DOWN) == down)
            .count();
  }

  void probed(IceUri.Kind kind, Outcome outcome, long startNanos) {
    Timer.builder("parley.ice.probes")
        .description("Probes of STUN and TURN servers, by their outcome")
        .tag("kind", word(kind))
        .tag("outcome", word(outcome))
        .register(meters)
        .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
