package dev.parley.gateway.relay;

import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.protocol.wire.UserNews;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose user is known: as which session others see it, and whom it watches.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Attendance implements Watches.Watcher {
  final UserId user;
  final SessionId session;
  final InstanceId instance;
  final PeerSession peer;

  /**
   * Whether it began with {@code attend}; else it lasts as long as the session in the room, and no
   * ring is heard there.
   */
  final boolean attended;

  final Set<UserId> watching = new HashSet<>();

  /** Rings that it heard, and of whose end it has not been told. */
  final Set<RingId> rings = new HashSet<>();

  /** Rings of whose end it has been told; they are told more than once. */
  final EndedRings over = new EndedRings();

  /** The room that the socket is in. */
  @Nullable RoomName room;

  private Attendance(
      UserId user, SessionId session, InstanceId instance, PeerSession peer, boolean attended) {
    this.user = user;
    this.session = session;
    this.instance = instance;
    this.peer = peer;
    this.attended = attended;
  }

  /** That of a socket which attends. */
  static Attendance attending(
      UserId user, SessionId session, InstanceId instance, PeerSession peer) {
    return new Attendance(user, session, instance, peer, true);
  }

  /** That of a session in a room, where its user is known. */
  static @Nullable Attendance of(LocalMember member) {
    UserId user = member.ticket.grant().user();
    if (user == null) {
      return null;
    }
    InstanceId instance = member.ticket.instance();
    Attendance begun = new Attendance(user, member.session(), instance, member.peer, false);
    begun.room = member.room.name();
    return begun;
  }

  Located located() {
    return new Located(user, session, room, attended);
  }

  @Override
  public void told(Map<UserId, Presence> users) {
    peer.send(new UserNews.Presences(users));
  }
}
