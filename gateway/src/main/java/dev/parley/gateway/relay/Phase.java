package dev.parley.gateway.relay;

import dev.parley.protocol.wire.ClientFrame;
import java.util.Deque;

/** How far a socket has come. */
sealed interface Phase {
  /** No session yet; {@code timer} ends the wait for a first frame. */
  record Waiting(long timer) implements Phase {}

  /** A join or a resume is on its way; what came behind it waits. */
  record Entering(Deque<ClientFrame> behind) implements Phase {}

  /** The socket holds a session. */
  record Live(LocalMember member) implements Phase {}

  /** Nothing more is heard or said. */
  record Over() implements Phase {}
}
