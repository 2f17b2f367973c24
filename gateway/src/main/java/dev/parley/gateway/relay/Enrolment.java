package dev.parley.gateway.relay;

import dev.parley.protocol.Grant;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import java.time.Duration;
import java.util.Optional;

/**
 * What joining and resuming share: the tickets they hand out, and the doubt that an answer which
 * never came leaves behind.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Enrolment {
  private static final long TICKET_LIFE_MS = Duration.ofHours(2).toMillis();
  private static final long LOOK_MS = 3_000;

  private final Node node;
  private final HostedRooms rooms;

  Enrolment(Node node, HostedRooms rooms) {
    this.node = node;
    this.rooms = rooms;
  }

  /** What a new session's ticket says. */
  Ticket ticket(SessionId session, InstanceId instance, RoomName room, Grant grant) {
    return new Ticket(session, instance, room, grant, Hex64.ZERO, node.now(), 0, 0);
  }

  /** The same for two hours more, with the store's life and the ICE credentials of now. */
  Ticket renew(Ticket ticket, Hex64 epoch, Optional<IceConfig> ice) {
    Ticket fresh = ticket.renewed(epoch, node.now() + TICKET_LIFE_MS);
    return ice.map(config -> fresh.withIce(node.now(), config.expires())).orElse(fresh);
  }

  /**
   * Lets a session in that comes back; but not into a strict room by a token that is over. From
   * there it leaves, as if the end had come upon it while it was here.
   *
   * @return the outcome, in a word
   */
  String readmit(LocalMember member, ServerFrame.Resumed resumed) {
    if (!member.isOverstaying(node.now())) {
      member.peer.enter(member, resumed, () -> {});
      return member.degraded ? "degraded" : "entered";
    }
    rooms.departures().leave(member);
    member.peer.refuse(resumed.id(), ErrorCode.TOKEN_EXPIRED);
    member.peer.drop(CloseCode.TOKEN);
    return ErrorCode.TOKEN_EXPIRED.word();
  }

  /**
   * A command to enter was not answered, yet it may have been carried out: then the room names this
   * node for a session whose socket is not here. A look at the room, a little later, finds that.
   */
  void lookAfter(RoomName name) {
    node.vertx()
        .setTimer(
            LOOK_MS,
            elapsed -> {
              HostedRoom room = rooms.enter(name);
              room.refresh().onComplete(looked -> rooms.left(room));
            });
  }
}
