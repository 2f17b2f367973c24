package dev.parley.gateway.relay;

import dev.parley.protocol.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Signals whose sender this node has not seen in the room yet: at most 64 a room, for 2 s.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class HeldSignals {
  private static final int MOST = 64;
  private static final long LIFE_NANOS = 2_000_000_000L;

  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
  record Held(SessionId from, SessionId to, byte[] frame, long since) {}

  private final Deque<Held> held = new ArrayDeque<>();

  /** Keeps a signal, if there is room for it. */
  void add(SessionId from, SessionId to, byte[] frame, long now) {
    held.removeIf(signal -> now - signal.since() > LIFE_NANOS);
    if (held.size() < MOST) {
      held.add(new Held(from, to, frame, now));
    }
  }

  /** Takes out, in order, those whose sender is there now. */
  List<Held> release(Predicate<SessionId> isThere, long now) {
    if (held.isEmpty()) {
      return List.of();
    }
    List<Held> free = new ArrayList<>();
    held.removeIf(signal -> {
      if (now - signal.since() > LIFE_NANOS) {
        return true;
      }
      return isThere.test(signal.from()) && free.add(signal);
    });
    return free;
  }
}
