package dev.parley.gateway.relay;

import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.SignalKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a gateway counts. Labels are words of the protocol, never an id of a room or a session. */
public final class GatewayMeters {
  /** Where a signal went. */
  enum Way {
    LOCAL,
    REMOTE,
    AWAY,
    UNKNOWN
  }

  private final MeterRegistry registry;
  private final AtomicInteger sockets = new AtomicInteger();
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicInteger rooms = new AtomicInteger();
  private final AtomicInteger fellows = new AtomicInteger();
  private final AtomicInteger attending = new AtomicInteger();
  private final AtomicInteger watches = new AtomicInteger();
  private final Map<Way, Timer> relayed = new EnumMap<>(Way.class);
  private final Map<SignalKind, Counter> signals = new EnumMap<>(SignalKind.class);
  private final Counter snapshots;
  private final Counter refreshes;
  private final Counter rescues;
  private final Counter pauses;
  private final Counter pulses;

  public GatewayMeters(MeterRegistry registry) {
    this.registry = registry;
    gauge("parley.gateway.sockets", "WebSockets that are open", sockets);
    gauge("parley.gateway.sessions", "Sessions whose socket is here", sessions);
    gauge("parley.gateway.rooms", "Rooms of which there is a replica here", rooms);
    gauge("parley.gateway.fellows", "Other gateways that hold a lease", fellows);
    gauge("parley.gateway.attending", "Sessions here whose users are known", attending);
    gauge("parley.gateway.watched", "Users whom somebody here watches", watches);
    for (Way way : Way.values()) {
      relayed.put(way, relayTimer(way));
    }
    for (SignalKind kind : SignalKind.values()) {
      signals.put(kind, counter("parley.gateway.signals", "Signals from clients", kind.word()));
    }
    this.snapshots = counter("parley.gateway.snapshots", "Rooms sent whole to clients");
    this.refreshes = counter("parley.gateway.refreshes", "Replicas that had to ask for the room");
    this.pauses = counter("parley.gateway.pauses", "Times that this process stood still for 2 s");
    this.rescues = counter("parley.gateway.rescues", "Rooms given back to a store that lost them");
    this.pulses = counter("parley.gateway.pulses", "Pulses passed on");
  }

  private void gauge(String name, String description, AtomicInteger value) {
    Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
  }

  private Timer relayTimer(Way way) {
    return Timer.builder("parley.gateway.relay")
        .description("From a signal's arrival until it is in an outbox or on the bus")
        .tag("way", way.name().toLowerCase(java.util.Locale.ROOT))
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private Counter counter(String name, String description, String kind) {
    return Counter.builder(name).description(description).tag("kind", kind).register(registry);
  }

  public void socketOpened() {
    sockets.incrementAndGet();
  }

  public void socketClosed() {
    sockets.decrementAndGet();
  }

  void hosts(int sessionCount, int roomCount) {
    sessions.set(sessionCount);
    rooms.set(roomCount);
  }

  void knows(int fellowCount) {
    fellows.set(fellowCount);
  }

  void attending(int count) {
    attending.set(count);
  }

  void watches(int userCount) {
    watches.set(userCount);
  }

  void signal(SignalKind kind) {
    signals.getOrDefault(kind, snapshots).increment();
  }

  void relayed(Way way, long startNanos) {
    Timer timer = relayed.get(way);
    if (timer != null) {
      timer.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
  }

  void snapshot() {
    snapshots.increment();
  }

  void refresh() {
    refreshes.increment();
  }

  void pause() {
    pauses.increment();
  }

  void rescue() {
    rescues.increment();
  }

  void pulse() {
    pulses.increment();
  }

  void refused(ErrorCode code) {
    registry.counter("parley.gateway.errors", "code", code.word()).increment();
  }

  void closed(CloseCode code) {
    registry.counter("parley.gateway.closes", "code", Integer.toString(code.code())).increment();
  }

  /** A join or a resume came to its end. */
  void entered(String how, String outcome) {
    registry.counter("parley.gateway.entries", "how", how, "outcome", outcome).increment();
  }
}
