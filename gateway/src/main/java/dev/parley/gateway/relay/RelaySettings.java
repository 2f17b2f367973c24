package dev.parley.gateway.relay;

import dev.parley.protocol.Limits;
import dev.parley.protocol.wire.Heartbeat;
import dev.parley.protocol.wire.SessionLimits;
import java.time.Duration;

/**
 * What a gateway's operator may choose about its sessions.
 *
 * @param joinTimeout for the first frame of a socket
 * @param heartbeat between pings, and between comparisons of rooms with the store
 * @param silence after which a socket is lost
 * @param lease between renewals of this gateway's lease
 * @param secret that a join must name; empty: none
 * @param outbox bytes that may wait for one socket
 * @param region where this gateway is, for the choice of TURN servers; empty: not told
 * @param rates of one socket
 * @param parting from all clients
 */
public record RelaySettings(
    Duration joinTimeout,
    Duration heartbeat,
    Duration silence,
    Duration lease,
    String secret,
    int outbox,
    String region,
    Rates rates,
    PartingSettings parting) {
  /** For the answer to a client's probe. */
  private static final long PROBE_MS = 1_000;

  /** What a client is told of these bounds. */
  SessionLimits limits() {
    return new SessionLimits(Limits.CLIENT_FRAME, rates.signals(), Limits.MAX_HOLD);
  }

  /** What a client is told of the signs of life. */
  Heartbeat pings() {
    return new Heartbeat(heartbeat.toMillis(), silence.toMillis(), PROBE_MS);
  }
}
