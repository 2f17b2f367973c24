package dev.parley.gateway.relay;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The way of a resume: the ticket says who it is, and the room decides by the generation. Whoever
 * holds an older socket hears of it from room-service.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Resumes {
  private final Node node;
  private final HostedRooms rooms;
  private final RoomQuestions questions;
  private final IceSupply ice;
  private final Relay relay;
  private final Enrolment enrolment;

  Resumes(
      Node node,
      HostedRooms rooms,
      RoomQuestions questions,
      IceSupply ice,
      Relay relay,
      Enrolment enrolment) {
    this.node = node;
    this.rooms = rooms;
    this.questions = questions;
    this.ice = ice;
    this.relay = relay;
    this.enrolment = enrolment;
  }

  void resume(PeerSession peer, ClientFrame.Resume resume) {
    Ticket ticket = node.tickets().open(resume.ticket());
    if (ticket == null || ticket.isExpired(node.now())) {
      peer.turnAway(resume.id(), ErrorCode.SESSION_EXPIRED);
      return;
    }
    if (!ticket.instance().equals(resume.instance())) {
      peer.turnAway(resume.id(), ErrorCode.SESSION_TAKEN);
      return;
    }
    HostedRoom room = rooms.enter(ticket.room());
    Future<Optional<IceConfig>> servers =
        ticket.wantsIce(node.now())
            ? ice.ask(ticket.session())
            : Future.succeededFuture(Optional.empty());
    questions
        .ask(question(resume, ticket))
        .compose(answer -> servers.map(config -> new Answered(answer, config)))
        .map(answered -> settle(peer, room, resume, ticket, answered))
        .onFailure(peer::fault)
        .onComplete(outcome -> {
          rooms.left(room);
          node.meters().entered("resume", outcome.succeeded() ? outcome.result() : "fault");
        });
  }

  private record Answered(RoomAnswer room, Optional<IceConfig> ice) {}

  private RoomRequest.Resume question(ClientFrame.Resume resume, Ticket ticket) {
    return new RoomRequest.Resume(
        ticket.room(), ticket.session(), ticket.instance(), resume.generation(), node.id());
  }

  private String settle(
      PeerSession peer,
      HostedRoom room,
      ClientFrame.Resume resume,
      Ticket ticket,
      Answered answered) {
    return switch (answered.room()) {
      case RoomAnswer.Accepted accepted ->
          enter(
              peer,
              room,
              resume,
              enrolment.renew(ticket, accepted.epoch(), answered.ice()),
              accepted,
              answered.ice());
      case RoomAnswer.Refused refused -> {
        room.adopt(refused.state());
        yield peer.turnAway(resume.id(), refused.code());
      }
      case RoomAnswer.Unavailable unavailable -> {
        enrolment.lookAfter(room.name());
        yield peer.turnAway(resume.id(), ErrorCode.UNAVAILABLE);
      }
      case RoomAnswer.Loaded loaded -> throw new IllegalStateException("not an answer to a resume");
      case RoomAnswer.Heads heads -> throw new IllegalStateException("not an answer to a resume");
    };
  }

  private String enter(
      PeerSession peer,
      HostedRoom room,
      ClientFrame.Resume resume,
      Ticket ticket,
      RoomAnswer.Accepted accepted,
      Optional<IceConfig> servers) {
    room.adopt(accepted.state());
    RoomState state = room.state();
    if (state == null) {
      return peer.turnAway(resume.id(), ErrorCode.SESSION_EXPIRED);
    }
    LocalMember member =
        new LocalMember(room, peer, relay, resume.generation(), ticket, state.rev());
    RoomChanges missing = room.since(resume.have().incarnation(), resume.have().rev());
    ServerFrame.Resumed resumed =
        new ServerFrame.Resumed(
            resume.id(),
            resume.generation(),
            node.tickets().seal(ticket),
            node.id(),
            missing,
            missing == null ? state.snapshot() : null,
            servers.map(config -> config.under(state.policy())).orElse(null),
            null);
    peer.enter(member, resumed, () -> {});
    return "entered";
  }
}
