package dev.parley.gateway.relay;

import dev.parley.protocol.RoomChanges;

/**
 * Who follows a room without being in it.
 *
 * <p><em>Threading:</em> called on the gateway's event loop.
 */
public interface RoomListener {
  /** What happened since the listener was told last, of a room that is there. */
  void changed(RoomChanges news);

  /** What was told before is not so any more: what there is, {@link Follows#look} says. */
  void renewed();
}
