package dev.parley.gateway.relay;

import dev.parley.protocol.wire.ClientFrame;
import java.util.Deque;

/** Where a socket is in its life. */
sealed interface Phase {
  /** No session yet; {@code timer} ends the wait for a first frame. */
  record Waiting(long timer) implements Phase {}

  /** A join or a resume is on its way; what came behind it waits. */
  record Entering(Deque<ClientFrame> behind) implements Phase {}

  /** The socket of a session. */
  record Live(LocalMember member) implements Phase {}

  /** Nothing that comes matters any more. */
  record Over() implements Phase {}
}
