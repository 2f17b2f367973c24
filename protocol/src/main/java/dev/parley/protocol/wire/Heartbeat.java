package dev.parley.protocol.wire;

import dev.parley.protocol.Check;

/**
 * In ms: a ping comes each {@code interval}; silence of {@code timeout} is a loss; a client's ping
 * is answered within {@code probe}.
 */
public record Heartbeat(long interval, long timeout, long probe) {
  public Heartbeat {
    Check.count("interval", interval);
    Check.count("timeout", timeout);
    Check.count("probe", probe);
  }
}
