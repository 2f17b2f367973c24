package planted.gateway.edge;

import planted.protocol.Greeting;
import planted.runtime.VertxBus;

/** Breaks no rule. */
public record Socket(VertxBus bus, Greeting greeting) {}
