package dev.parley.gateway.relay;

import dev.parley.gateway.tokens.Claims;
import dev.parley.gateway.tokens.TokenRefused;
import dev.parley.protocol.Check;
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
      peer.token().shown(claims);
      join(peer, join, claims.grant(join.user()));
    } else {
      peer.turnAway(join.id(), ErrorCode.FORBIDDEN);
    }
  }

  private void join(PeerSession peer, ClientFrame.Join join, Grant grant) {
    HostedRoom room = rooms.enter(join.room());
    ask(room, join, grant, SessionId.random(random))
        .map(answered -> settle(peer, room, join, grant, answered))
        .onFailure(peer::fault)
        .onComplete(outcome -> {
          rooms.left(room);
          node.meters().entered("join", outcome.succeeded() ? outcome.result() : "fault");
        });
  }

  private Future<Answered> ask(
      HostedRoom room, ClientFrame.Join join, Grant grant, SessionId minted) {
    Future<Optional<IceConfig>> early = ice.ask(minted);
    RoomState known = room.state();
    return questions
        .ask(question(join, minted, grant))
        .map(answer -> room.rescue().believed(answer, known))
        .compose(answer -> withIce(answer, minted, early));
  }

  /** What has become of somebody who waits; without an answer the next look asks again. */
  private void askAgain(Knocker knocker) {
    HostedRoom room = rooms.enter(knocker.room.name());
    ask(room, knocker.join, knocker.grant, knocker.session)
        .onComplete(answered -> knocker.answered())
        .map(answered -> settle(knocker, answered))
        .onFailure(knocker.peer::fault)
        .onComplete(settled -> rooms.left(room));
  }

  private @Nullable Void settle(Knocker knocker, Answered answered) {
    boolean waits = knocker.room.lobby().knocker(knocker.session) == knocker;
    if (waits && !(answered.room() instanceof RoomAnswer.Unavailable)) {
      settle(knocker.peer, knocker.room, knocker.join, knocker.grant, answered);
    }
    return null;
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
    SessionId session = accepted.session();
    if (state != null && state.waiting(session) != null) {
      return await(new Knocker(room, peer, join, grant, session, this::askAgain));
    }
    Entry entry = state == null ? null : state.entry(session);
    if (state == null || entry == null) {
      return peer.turnAway(join.id(), ErrorCode.UNAVAILABLE);
    }
    if (!Objects.equals(entry.member().user(), grant.user())) { // it repeats another's join
      return peer.turnAway(join.id(), ErrorCode.SESSION_TAKEN);
    }
    Ticket ticket =
        enrolment.renew(
            enrolment.ticket(session, join.instance(), room.name(), grant),
            accepted.epoch(),
            servers);
    LocalMember member = new LocalMember(room, peer, relay, join.generation(), ticket, state.rev());
    member.owedIce = servers.isEmpty();
    IceConfig ice = servers.orElse(IceConfig.NONE).under(state.policy());
    ServerFrame.Joined joined = joined(member, join, state, accepted.offers(), ice);
    peer.enter(member, joined, () -> offer(member, join, accepted.offers()));
    return "entered";
  }

  private ServerFrame.Joined joined(
      LocalMember member,
      ClientFrame.Join join,
      RoomState state,
      Map<CommandId, SessionId> offers,
      IceConfig ice) {
    Entry self = Check.present("entry", state.entry(member.session()));
    return new ServerFrame.Joined(
        join.id(),
        member.session(),
        join.generation(),
        node.tickets().seal(member.ticket),
        new You(self.member().role()),
        state.snapshot(),
        offers,
        ice,
        node.settings().limits(),
        node.settings().pings(),
        List.of(),
        node.id());
  }

  /** The client hears no more than its position for now. */
  private static String await(Knocker knocker) {
    Knocker known = knocker.room.lobby().knocker(knocker.session);
    if (known == null || known.peer != knocker.peer) {
      knocker.peer.knock(knocker);
    }
    return "waits";
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
