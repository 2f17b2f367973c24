package planted.runtime;

import io.vertx.core.eventbus.EventBus;
import planted.protocol.Greeting;

/** Breaks no rule: the one class that may hold an event bus. */
public record VertxBus(EventBus bus) {
  /** Says it to whoever listens. */
  public void send(Greeting greeting) {
    bus.send("planted", greeting.text());
  }
}
