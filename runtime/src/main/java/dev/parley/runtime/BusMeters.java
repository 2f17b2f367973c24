package dev.parley.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of the bus; the labels are a service and an outcome, never an id. */
final class BusMeters {

  private static final String ANSWERED = "answered";

  final Counter sent;
  final Counter received;
  private final MeterRegistry meters;

  BusMeters(MeterRegistry meters, AtomicInteger inFlight) {
    this.meters = meters;
    this.sent = counter("parley.bus.node.sent", "Messages sent to gateways");
    this.received = counter("parley.bus.node.received", "Messages that this gateway heard");
    Gauge.builder("parley.bus.asks.waiting", inFlight, AtomicInteger::get)
        .description("Questions that wait for their answers")
        .register(meters);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  void answered(Service<?, ?> service, long startNanos) {
    asked(service, ANSWERED, startNanos);
  }

  void unanswered(Service<?, ?> service, Unanswered.Reason reason, long startNanos) {
    asked(service, Setting.word(reason), startNanos);
  }

  private void asked(Service<?, ?> service, String outcome, long startNanos) {
    Timer.builder("parley.bus.asks")
        .description("Questions to services, by their outcome")
        .tag("service", service.name())
        .tag("outcome", outcome)
        .register(meters)
        .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
  }
}
