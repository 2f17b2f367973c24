package dev.parley.gateway.relay;

import dev.parley.protocol.Values;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thins out the pulses of one session to 2 a second; of those in between the latest wins.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Pulses {
  private static final long APART_MS = 500;

  private final Vertx vertx;
  private final Consumer<Values> out;
  private @Nullable Values latest;
  private boolean waiting;

  Pulses(Vertx vertx, Consumer<Values> out) {
    this.vertx = vertx;
    this.out = out;
  }

  void offer(Values values) {
    latest = values;
    if (!waiting) {
      pass();
    }
  }

  private void pass() {
    Values values = latest;
    latest = null;
    waiting = values != null;
    if (values != null) {
      vertx.setTimer(APART_MS, elapsed -> pass());
      out.accept(values);
    }
  }
}
