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
  private final DegradedResumes degraded;

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
    this.degraded = new DegradedResumes(node, rooms, relay, enrolment);
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
    RoomState known = room.state();
    ask(room, resume, ticket)
        .compose(answer -> doubted(room, ticket, room.rescue().believed(answer, known)))
        .compose(answer -> settle(peer, room, resume, ticket, answer, servers))
        .onFailure(peer::fault)
        .onComplete(outcome -> {
          rooms.left(room);
          node.meters().entered("resume", outcome.succeeded() ? outcome.result() : "fault");
        });
  }

  /** While room-service does not answer, it is not waited for if any gateway has the room. */
  private Future<RoomAnswer> ask(HostedRoom room, ClientFrame.Resume resume, Ticket ticket) {
    RoomRequest question = question(resume, ticket);
    return questions.isOut()
        ? degraded
            .find(room, ticket)
            .compose(found ->
                found
                    ? Future.succeededFuture(new RoomAnswer.Unavailable())
                    : questions.ask(question))
        : questions.ask(question);
  }

  /** Of whom neither the store nor this gateway has heard, another gateway may know. */
  private Future<RoomAnswer> doubted(HostedRoom room, Ticket ticket, RoomAnswer answer) {
    boolean stranger =
        answer instanceof RoomAnswer.Refused refused
            && refused.code() == ErrorCode.SESSION_EXPIRED
            && !room.knows(ticket.session());
    return stranger
        ? degraded.find(room, ticket).map(found -> found ? new RoomAnswer.Unavailable() : answer)
        : Future.succeededFuture(answer);
  }

  private RoomRequest.Resume question(ClientFrame.Resume resume, Ticket ticket) {
    return new RoomRequest.Resume(
        ticket.room(), ticket.session(), ticket.instance(), resume.generation(), node.id());
  }

  private Future<String> settle(
      PeerSession peer,
      HostedRoom room,
      ClientFrame.Resume resume,
      Ticket ticket,
      RoomAnswer answer,
      Future<Optional<IceConfig>> ice) {
    return switch (answer) {
      case RoomAnswer.Accepted accepted ->
          ice.map(servers ->
              enter(
                  peer,
                  room,
                  resume,
                  enrolment.renew(ticket, accepted.epoch(), servers),
                  accepted,
                  servers));
      case RoomAnswer.Refused refused -> {
        room.adopt(refused.epoch(), refused.state());
        yield Future.succeededFuture(peer.turnAway(resume.id(), refused.code()));
      }
      case RoomAnswer.Unavailable unavailable -> degraded.resume(peer, room, resume, ticket, ice);
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
    room.adopt(accepted.epoch(), accepted.state());
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
    return enrolment.readmit(member, resumed);
  }
}
