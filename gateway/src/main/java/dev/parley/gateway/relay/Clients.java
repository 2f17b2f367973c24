package dev.parley.gateway.relay;

import java.util.stream.Stream;

/**
 * The sockets here that have a session: in a room, or for presence alone.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
record Clients(HostedRooms rooms, Attendances attendances) {
  Stream<PeerSession> all() {
    return Stream.concat(rooms.members().map(member -> member.peer), outsideRooms());
  }

  /** Those that are in no room. */
  Stream<PeerSession> outsideRooms() {
    return attendances
        .all()
        .filter(attendance -> attendance.room == null)
        .map(attendance -> attendance.peer);
  }
}
