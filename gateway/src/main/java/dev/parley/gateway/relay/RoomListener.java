package dev.parley.gateway.relay;

import dev.parley.protocol.RoomChanges;

/**
 * Who follows a room without being in it.
 *
 * <p><em>Threading:</em> called on the gateway's event loop.
 */
public interface RoomListener {
  /**
   * What happened since the listener was told last, of the same incarnation; only while the room is
   * {@link RoomView.Present}.
   */
  void changed(RoomChanges news);

  /** What there is now, in place of all that was told before: present or absent. */
  void seen(RoomView view);
}
