package dev.parley.gateway.relay;

import dev.parley.gateway.tokens.Claims;
import dev.parley.gateway.tokens.TokenRefused;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Grant;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SignalKind;
import dev.parley.protocol.wire.You;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a join: room-service and ice-config-service are asked at the same time, the answer
 * carries all that a call needs, and the offers travel on as signals.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Joins {
  private final Node node;
  private final HostedRooms rooms;
  private final RoomQuestions questions;
  private final IceSupply ice;
  private final Relay relay;
  private final RoomSecret secret;
  private final Enrolment enrolment;
  private final SecureRandom random = new SecureRandom();

  Joins(
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
    this.secret = new RoomSecret(node.settings().secret());
    this.enrolment = enrolment;
  }

  void join(PeerSession peer, ClientFrame.Join join) {
    if (!secret.isNamedBy(join)) {
      peer.turnAway(join.id(), ErrorCode.BAD_SECRET);
      return;
    }
    node.authority()
        .verify(join.token())
        .onSuccess(claims -> admit(peer, join, claims))
        .onFailure(refused -> peer.turnAway(join.id(), TokenRefused.codeOf(refused)));
  }

  private void admit(PeerSession peer, ClientFrame.Join join, Claims claims) {
    if (claims.mayEnter(join.room()) && claims.maySpeakFor(join.user())) {
      peer.shown(claims);
      join(peer, join, claims.grant(join.user()));
    } else {
      peer.turnAway(join.id(), ErrorCode.FORBIDDEN);
    }
  }

  private void join(PeerSession peer, ClientFrame.Join join, Grant grant) {
    HostedRoom room = rooms.enter(join.room());
    SessionId minted = SessionId.random(random);
    Future<Optional<IceConfig>> early = ice.ask(minted);
    RoomState known = room.state();
    questions
        .ask(question(join, minted, grant))
        .map(answer -> room.believed(answer, known))
        .compose(answer -> withIce(answer, minted, early))
        .map(answered -> settle(peer, room, join, grant, answered))
        .onFailure(peer::fault)
        .onComplete(outcome -> {
          rooms.left(room);
          node.meters().entered("join", outcome.succeeded() ? outcome.result() : "fault");
        });
  }

  private record Answered(RoomAnswer room, Optional<IceConfig> ice) {}

  private RoomRequest.Join question(ClientFrame.Join join, SessionId minted, Grant grant) {
    return new RoomRequest.Join(
        join.room(),
        minted,
        join.instance(),
        join.id(),
        join.generation(),
        node.id(),
        grant,
        join.profile(),
        join.capabilities(),
        replaced(join, grant),
        join.offers().stream().map(ClientFrame.Offer::id).toList());
  }

  /** The older session of the same person that an authentic ticket of this room names. */
  private @Nullable SessionId replaced(ClientFrame.Join join, Grant grant) {
    Ticket ticket = join.replaces() == null ? null : node.tickets().open(join.replaces());
    return ticket != null
            && ticket.room().equals(join.room())
            && Objects.equals(ticket.grant().user(), grant.user())
        ? ticket.session()
        : null;
  }

  /** A repeated join keeps the session it had, and needs credentials for that one. */
  private Future<Answered> withIce(
      RoomAnswer answer, SessionId minted, Future<Optional<IceConfig>> early) {
    boolean again =
        answer instanceof RoomAnswer.Accepted accepted && !accepted.session().equals(minted);
    Future<Optional<IceConfig>> config =
        again ? ice.ask(((RoomAnswer.Accepted) answer).session()) : early;
    return config.map(servers -> new Answered(answer, servers));
  }

  private String settle(
      PeerSession peer, HostedRoom room, ClientFrame.Join join, Grant grant, Answered answered) {
    return switch (answered.room()) {
      case RoomAnswer.Accepted accepted -> enter(peer, room, join, grant, accepted, answered.ice());
      case RoomAnswer.Refused refused -> {
        room.adopt(refused.epoch(), refused.state());
        yield peer.turnAway(join.id(), refused.code());
      }
      case RoomAnswer.Unavailable unavailable -> {
        enrolment.lookAfter(room.name());
        yield peer.turnAway(join.id(), ErrorCode.UNAVAILABLE);
      }
      case RoomAnswer.Loaded loaded -> throw new IllegalStateException("not an answer to a join");
      case RoomAnswer.Heads heads -> throw new IllegalStateException("not an answer to a join");
    };
  }

  private String enter(
      PeerSession peer,
      HostedRoom room,
      ClientFrame.Join join,
      Grant grant,
      RoomAnswer.Accepted accepted,
      Optional<IceConfig> servers) {
    room.adopt(accepted.epoch(), accepted.state());
    RoomState state = room.state();
    Entry entry = state == null ? null : state.entry(accepted.session());
    if (state == null || entry == null) {
      return peer.turnAway(join.id(), ErrorCode.UNAVAILABLE);
    }
    if (!Objects.equals(entry.member().user(), grant.user())) { // it repeats another's join
      return peer.turnAway(join.id(), ErrorCode.SESSION_TAKEN);
    }
    Ticket ticket =
        enrolment.renew(
            enrolment.ticket(accepted.session(), join.instance(), room.name(), grant),
            accepted.epoch(),
            servers);
    LocalMember member = new LocalMember(room, peer, relay, join.generation(), ticket, state.rev());
    member.owedIce = servers.isEmpty();
    ServerFrame.Joined joined =
        new ServerFrame.Joined(
            join.id(),
            accepted.session(),
            join.generation(),
            node.tickets().seal(ticket),
            new You(entry.member().role()),
            state.snapshot(),
            accepted.offers(),
            servers.orElse(IceConfig.NONE).under(state.policy()),
            node.settings().limits(),
            node.settings().pings(),
            List.of(),
            node.id());
    peer.enter(member, joined, () -> offer(member, join, accepted.offers()));
    return "entered";
  }

  /** Each assigned offer is the first signal of the new session to its peer. */
  private void offer(
      LocalMember member, ClientFrame.Join join, Map<CommandId, SessionId> assigned) {
    for (ClientFrame.Offer offer : join.offers()) {
      SessionId target = assigned.get(offer.id());
      if (target != null) {
        relay.signal(
            member,
            new ClientFrame.Signal(target, 1, 1, null, SignalKind.DESCRIPTION, offer.data()));
      }
    }
  }
}
