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

  /** Those that are in no room, or wait in the lobby of one. */
  Stream<PeerSession> outsideRooms() {
    Stream<PeerSession> attending =
        attendances
            .all()
            .filter(attendance -> attendance.room == null)
            .map(attendance -> attendance.peer);
    Stream<PeerSession> waiting =
        rooms.knockers().map(knocker -> knocker.peer).filter(peer -> peer.attendance() == null);
    return Stream.concat(attending, waiting);
  }
}
