package dev.parley.gateway.relay;

import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.bus.RoomState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who follows one room without being in it, and what they have been told.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Audience {
  private final Set<RoomListener> listeners = new LinkedHashSet<>();
  private boolean absent;

  void add(RoomListener listener) {
    listeners.add(listener);
  }

  void remove(RoomListener listener) {
    listeners.remove(listener);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** Whether they were told that there is no such room, and nothing since. */
  boolean believesAbsent() {
    return absent;
  }

  void changed(RoomChanges news) {
    List.copyOf(listeners).forEach(listener -> listener.changed(news));
  }

  void seen(RoomState state) {
    absent = false;
    if (!listeners.isEmpty()) {
      RoomView view = new RoomView.Present(state.snapshot());
      List.copyOf(listeners).forEach(listener -> listener.seen(view));
    }
  }

  /** Nothing, if they know. */
  void absent() {
    if (!absent) {
      absent = true;
      List.copyOf(listeners).forEach(listener -> listener.seen(new RoomView.Absent()));
    }
  }
}
