package dev.parley.gateway.bridge;

import dev.parley.protocol.wire.CloseCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What the bridge counts. */
public final class BridgeMeters {
  private final MeterRegistry registry;
  private final AtomicInteger sockets = new AtomicInteger();
  private final AtomicInteger handlers = new AtomicInteger();
  private final AtomicInteger topics = new AtomicInteger();

  public BridgeMeters(MeterRegistry registry) {
    this.registry = registry;
    gauge("parley.bridge.sockets", "Sockets of the bridge that are open", sockets);
    gauge("parley.bridge.handlers", "Addresses that they have registered", handlers);
    gauge("parley.bridge.topics", "Rooms and users that are followed for them", topics);
  }

  private void gauge(String name, String description, AtomicInteger value) {
    Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
  }

  void opened() {
    sockets.incrementAndGet();
  }

  void closed() {
    sockets.decrementAndGet();
  }

  void handles(int more) {
    handlers.addAndGet(more);
  }

  void follows(int topicCount) {
    topics.set(topicCount);
  }

  void closes(CloseCode code) {
    registry.counter("parley.bridge.closes", "code", Integer.toString(code.code())).increment();
  }

  void refuses(BridgeFault fault) {
    registry.counter("parley.bridge.errors", "code", fault.word()).increment();
  }
}
