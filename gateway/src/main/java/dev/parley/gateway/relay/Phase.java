package dev.parley.gateway.relay;

import dev.parley.protocol.wire.ClientFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where a socket is in its life. */
sealed interface Phase {
  /** No session yet; {@code timer} ends the wait for a first frame. */
  record Waiting(long timer) implements Phase {}

  /** In no room: a session for presence alone, which may enter one. */
  record Attending(Attendance attendance) implements Phase {}

  /**
   * An attend, a join or a resume is on its way; what came behind it waits.
   *
   * @param attends whether it is an attend, which a join or a resume may follow
   * @param knocker who it is that waits in the lobby of a room; null for who does not
   */
  record Entering(Deque<ClientFrame> behind, boolean attends, @Nullable Knocker knocker)
      implements Phase {
    /** Nobody has answered yet. */
    Entering(boolean attends) {
      this(new ArrayDeque<>(), attends, null);
    }
  }

  /** The socket of a session. */
  record Live(LocalMember member) implements Phase {}

  /** Nothing that comes matters any more. */
  record Over() implements Phase {}
}
