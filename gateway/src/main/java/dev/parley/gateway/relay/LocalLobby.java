package dev.parley.gateway.relay;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.bus.Waiting;
import dev.parley.protocol.wire.ErrorCode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Those whose sockets are here and who wait to be admitted to one room. They see nothing of it but
 * their position; that somebody waits no more is seen in the replica, why is asked.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class LocalLobby {
  private final NodeId node;
  private final Map<SessionId, Knocker> knockers = new LinkedHashMap<>();

  LocalLobby(NodeId node) {
    this.node = node;
  }

  boolean isEmpty() {
    return knockers.isEmpty();
  }

  Collection<Knocker> all() {
    return List.copyOf(knockers.values());
  }

  @Nullable Knocker knocker(SessionId session) {
    return knockers.get(session);
  }

  /** Somebody waits from now on; an older socket of the same is closed. */
  void add(Knocker knocker) {
    Knocker old = knockers.put(knocker.session, knocker);
    if (old != null) {
      old.peer.end(ErrorCode.FENCED);
    }
  }

  /** Whether it was here. */
  boolean remove(Knocker knocker) {
    return knockers.remove(knocker.session, knocker);
  }

  /** A socket of an older generation than that is not the session's any more. */
  void fence(SessionId session, long generation) {
    Knocker knocker = knockers.get(session);
    if (knocker != null && knocker.generation() < generation) {
      knocker.peer.end(ErrorCode.FENCED);
    }
  }

  /** The store has no such room: what becomes of those who wait is to be asked. */
  void ask() {
    all().forEach(Knocker::ask);
  }

  /** Draws the consequences of what the replica says. */
  void review(RoomState state) {
    if (knockers.isEmpty()) {
      return;
    }
    long position = 0;
    for (Waiting waiting : state.lobby().values()) {
      position++;
      Knocker knocker = knockers.get(waiting.session());
      if (knocker != null) {
        review(knocker, waiting, position);
      }
    }
    for (Knocker knocker : all()) {
      if (state.waiting(knocker.session) == null) {
        knocker.ask();
      }
    }
  }

  private void review(Knocker knocker, Waiting waiting, long position) {
    Seat seat = waiting.place().seat();
    long mine = knocker.generation();
    if (seat.generation() > mine || (seat.generation() == mine && !seat.node().equals(node))) {
      knocker.peer.end(ErrorCode.FENCED);
    } else if (!waiting.isThere() || seat.generation() < mine) {
      knocker.ask();
    } else {
      knocker.tell(position);
    }
  }
}
