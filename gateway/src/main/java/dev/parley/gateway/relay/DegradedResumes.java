package dev.parley.gateway.relay;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a resume while room-service does not answer: the ticket says who it is, and a replica
 * of the room, this gateway's or another's, what became of the session. Whoever is let in is
 * claimed, each second and before everybody, until the store has it ({@link Disputes}).
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class DegradedResumes {
  private final Node node;
  private final HostedRooms rooms;
  private final Relay relay;
  private final Enrolment enrolment;

  DegradedResumes(Node node, HostedRooms rooms, Relay relay, Enrolment enrolment) {
    this.node = node;
    this.rooms = rooms;
    this.relay = relay;
    this.enrolment = enrolment;
  }

  /**
   * Lets the session in, or turns it away.
   *
   * @param ticket authentic, unexpired, and of the page that asks
   * @param ice servers that were asked for; not waited for, as each heartbeat asks again
   * @return the outcome, in a word
   */
  Future<String> resume(
      PeerSession peer,
      HostedRoom room,
      ClientFrame.Resume resume,
      Ticket ticket,
      Future<Optional<IceConfig>> ice) {
    return find(room, ticket)
        .map(found -> {
          ErrorCode refusal = refusal(room, resume, ticket);
          return refusal == null
              ? enter(peer, room, resume, ticket, ice)
              : turnAway(peer, room, resume, refusal);
        });
  }

  /** Whether this gateway, or another one that is asked, has a replica with the session in it. */
  Future<Boolean> find(HostedRoom room, Ticket ticket) {
    return room.knows(ticket.session())
        ? Future.succeededFuture(true)
        : rooms
            .neighbours()
            .seek(room, ticket.session())
            .map(sought -> room.knows(ticket.session()));
  }

  private String turnAway(
      PeerSession peer, HostedRoom room, ClientFrame.Resume resume, ErrorCode code) {
    enrolment.lookAfter(room.name());
    return peer.turnAway(resume.id(), code);
  }

  /** As room-service would judge it, were the replica the room. */
  private @Nullable ErrorCode refusal(HostedRoom room, ClientFrame.Resume resume, Ticket ticket) {
    RoomState state = room.state();
    if (state == null) {
      return ErrorCode.UNAVAILABLE;
    }
    ErrorCode out = ticket.claimant().refusedBy(state, 0);
    if (out != null) {
      return out;
    }
    Entry entry = state.entry(ticket.session());
    if (entry == null) {
      return ErrorCode.UNAVAILABLE;
    }
    if (!entry.seat().instance().equals(resume.instance())) {
      return ErrorCode.SESSION_TAKEN;
    }
    LocalMember here = room.member(ticket.session());
    boolean older = here != null && here.generation > resume.generation();
    return older
            || room.whereabouts().fences(entry, resume.generation(), node.id(), System.nanoTime())
        ? ErrorCode.FENCED
        : null;
  }

  private String enter(
      PeerSession peer,
      HostedRoom room,
      ClientFrame.Resume resume,
      Ticket ticket,
      Future<Optional<IceConfig>> asked) {
    Optional<IceConfig> ice = asked.succeeded() ? asked.result() : Optional.empty();
    Ticket renewed = enrolment.renew(ticket, ticket.epoch(), ice);
    RoomState state = room.state();
    boolean same = state != null && state.incarnation().equals(resume.have().incarnation());
    LocalMember member =
        new LocalMember(
            room,
            peer,
            relay,
            resume.generation(),
            renewed,
            same ? resume.have().rev() : LocalMember.UNTOLD);
    member.degraded = true;
    ServerFrame.Resumed resumed =
        new ServerFrame.Resumed(
            resume.id(),
            resume.generation(),
            node.tickets().seal(renewed),
            node.id(),
            null,
            null,
            ice.map(config -> state == null ? config : config.under(state.policy())).orElse(null),
            true);
    return enrolment.readmit(member, resumed);
  }
}
