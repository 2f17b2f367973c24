package dev.parley.gateway.relay;

import dev.parley.gateway.tokens.Claims;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;

/**
 * A session whose socket is here: one generation of it.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class LocalMember {
  /** What no log reaches back to: only the whole room will do. */
  static final long UNTOLD = 0;

  final HostedRoom room;
  final PeerSession peer;
  final long generation;
  final Pulses pulses;

  final Acknowledged acknowledged = new Acknowledged();

  /** What the client's present ticket says. */
  Ticket ticket;

  /** The revision up to which this client was told of its room, or {@link #UNTOLD}. */
  long told;

  /** Whether a command of the session is on its way to room-service. */
  boolean commanding;

  /** Whether this gateway is objecting to the room's view of the session. */
  boolean asserting;

  /** When it last did, by the clock of spans. */
  long asserted;

  /** Whether it came in on its ticket alone, and the store has not confirmed it yet. */
  boolean degraded;

  /** The end of a token of which the client was told; 0: of none. */
  long warnedOf;

  /** Whether the client still waits for ICE servers. */
  boolean owedIce;

  LocalMember(
      HostedRoom room, PeerSession peer, Relay relay, long generation, Ticket ticket, long told) {
    this.room = room;
    this.peer = peer;
    this.generation = generation;
    this.ticket = ticket;
    this.told = told;
    this.pulses = relay.pulsesOf(this);
    this.asserted = System.nanoTime() - Disputes.AGAIN_NANOS;
  }

  /** Whether the token that the session came by, or the last one since, is over. */
  boolean isTokenOver(long now) {
    return Claims.isOver(ticket.grant().expires(), now);
  }

  /** Whether its token is over, in a room that is strict about that. */
  boolean isOverstaying(long now) {
    RoomState state = room.state();
    return state != null && state.policy().strict() && isTokenOver(now);
  }

  SessionId session() {
    return ticket.session();
  }

  void send(byte[] frame) {
    peer.send(frame);
  }

  void send(ServerFrame frame) {
    peer.send(frame);
  }

  void sendPulse(byte[] frame) {
    peer.sendPulse(frame);
  }

  void end(ErrorCode code) {
    peer.end(code);
  }
}
