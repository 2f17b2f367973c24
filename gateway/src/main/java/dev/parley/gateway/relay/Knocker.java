package dev.parley.gateway.relay;

import dev.parley.protocol.Grant;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ServerFrame;
import java.util.function.Consumer;

/**
 * Somebody who waits in the lobby of a room, and whose socket is here: one generation of it.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Knocker {
  final HostedRoom room;
  final PeerSession peer;
  final ClientFrame.Join join;
  final Grant grant;
  final SessionId session;

  private final Consumer<Knocker> again;

  /** The position that the client was told; 0: none yet. */
  private long told;

  /** Whether the join is on its way to room-service once more. */
  private boolean asking;

  /** When it last was sent on its way, by the clock of spans. */
  private long asked = System.nanoTime() - Disputes.AGAIN_NANOS;

  /**
   * Somebody whom room-service has given a place.
   *
   * @param session the id that room-service has given
   * @param again asks room-service once more what has become of the join; then {@link #answered}
   */
  Knocker(
      HostedRoom room,
      PeerSession peer,
      ClientFrame.Join join,
      Grant grant,
      SessionId session,
      Consumer<Knocker> again) {
    this.room = room;
    this.peer = peer;
    this.join = join;
    this.grant = grant;
    this.session = session;
    this.again = again;
  }

  long generation() {
    return join.generation();
  }

  /** Tells the client its position, where that is another than before. */
  void tell(long position) {
    if (position != told) {
      told = position;
      peer.send(new ServerFrame.Lobby(join.id(), session, position));
    }
  }

  /**
   * The room does not show the place any more, or otherwise: room-service knows what that means.
   */
  void ask() {
    long now = System.nanoTime();
    if (!asking && now - asked >= Disputes.AGAIN_NANOS) {
      asking = true;
      asked = now;
      again.accept(this);
    }
  }

  /** Room-service has answered, or has not. */
  void answered() {
    asking = false;
  }
}
