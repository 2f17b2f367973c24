package planted.gateway.edge;

import planted.protocol.Greeting;
import planted.runtime.Bus;

/** Breaks no rule. */
public record Socket(Bus bus, Greeting greeting) {}
