package dev.parley.gateway.relay;

import dev.parley.protocol.RoomChanges;
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

  /** The room is there, and is not what they were told. */
  void renewed() {
    absent = false;
    List.copyOf(listeners).forEach(RoomListener::renewed);
  }

  /** There is no such room; nothing, if they know. */
  void absent() {
    if (!absent) {
      absent = true;
      List.copyOf(listeners).forEach(RoomListener::renewed);
    }
  }
}
