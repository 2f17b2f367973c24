package dev.parley.gateway.relay;

import dev.parley.gateway.tokens.Authority;
import dev.parley.protocol.NodeId;
import dev.parley.runtime.Bus;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What every part of a gateway needs to know of the one it belongs to.
 *
 * @param id new at each start
 * @param clock for what clients and other nodes read as a moment; spans are measured otherwise
 */
public record Node(
    NodeId id,
    Vertx vertx,
    Bus bus,
    InstantSource clock,
    Tickets tickets,
    Authority authority,
    RelaySettings settings,
    GatewayMeters meters) {
  long now() {
    return clock.millis();
  }
}
