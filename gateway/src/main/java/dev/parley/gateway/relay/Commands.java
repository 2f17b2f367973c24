package dev.parley.gateway.relay;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session asks of its room, one command at a time, and for ICE servers.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Commands {
  private final Node node;
  private final RoomQuestions questions;
  private final IceSupply ice;
  private final Enrolment enrolment;

  Commands(Node node, RoomQuestions questions, IceSupply ice, Enrolment enrolment) {
    this.node = node;
    this.questions = questions;
    this.ice = ice;
    this.enrolment = enrolment;
  }

  void update(LocalMember member, ClientFrame.Update update) {
    command(
        member,
        update.id(),
        new RoomRequest.Update(
            member.room.name(),
            member.session(),
            update.id(),
            member.generation,
            update.set(),
            update.unset()));
  }

  void moderate(LocalMember member, Moderate moderate) {
    if (member.isTokenOver(node.now())) {
      member.peer.refuse(moderate.id(), ErrorCode.TOKEN_EXPIRED);
      return;
    }
    command(member, moderate.id(), question(member, moderate));
  }

  private static RoomRequest question(LocalMember member, Moderate moderate) {
    return new RoomRequest.Moderate(
        member.room.name(),
        member.session(),
        moderate.id(),
        member.generation,
        Moderations.of(moderate));
  }

  private void command(LocalMember member, CommandId id, RoomRequest question) {
    if (member.commanding) {
      member.peer.refuse(id, ErrorCode.COMMAND_PENDING);
      return;
    }
    member.commanding = true;
    RoomState known = member.room.state();
    questions
        .ask(question)
        .onComplete(answered -> member.commanding = false)
        .map(answer -> member.room.rescue().believed(answer, known))
        .onSuccess(answer -> note(member, question, answer))
        .map(answer -> settle(member, id, answer))
        .onFailure(member.peer::fault);
  }

  private static void note(LocalMember member, RoomRequest question, RoomAnswer answer) {
    if (question instanceof RoomRequest.Update update && answer instanceof RoomAnswer.Accepted) {
      member.acknowledged.note(update, System.nanoTime());
    }
  }

  private static @Nullable Void settle(LocalMember member, CommandId id, RoomAnswer answer) {
    switch (answer) {
      case RoomAnswer.Accepted accepted -> accepted(member, id, accepted);
      case RoomAnswer.Refused refused -> {
        member.peer.refuse(id, refused.code());
        member.room.adopt(refused.epoch(), refused.state());
      }
      case RoomAnswer.Unavailable unavailable -> member.peer.refuse(id, ErrorCode.UNAVAILABLE);
      case RoomAnswer.Loaded loaded ->
          throw new IllegalStateException("not an answer to a command");
      case RoomAnswer.Heads heads -> throw new IllegalStateException("not an answer to a command");
    }
    return null;
  }

  /** The room first, then that it was done; the other way round for who is not in it any more. */
  private static void accepted(LocalMember member, CommandId id, RoomAnswer.Accepted accepted) {
    RoomState room = accepted.state();
    boolean stays = room != null && room.entry(member.session()) != null;
    if (!stays) {
      member.send(new ServerFrame.Ok(id));
    }
    member.room.adopt(accepted.epoch(), room);
    if (stays) {
      member.send(new ServerFrame.Ok(id));
    }
  }

  /** The client asks for ICE servers. */
  void ice(LocalMember member, ClientFrame.Ice question) {
    ice.ask(member.session())
        .map(servers -> {
          if (servers.isEmpty()) {
            member.peer.refuse(question.id(), ErrorCode.UNAVAILABLE);
          }
          return supply(member, question.id(), servers);
        })
        .onFailure(member.peer::fault);
  }

  /** The client's credentials are past half of their life, or it has none yet. */
  Future<Void> renewIce(LocalMember member) {
    return ice.ask(member.session()).map(servers -> supply(member, null, servers));
  }

  private @Nullable Void supply(
      LocalMember member, @Nullable CommandId id, Optional<IceConfig> servers) {
    RoomState room = member.room.state();
    servers
        .map(all -> room == null ? all : all.under(room.policy()))
        .ifPresent(config -> {
          member.owedIce = false;
          member.ticket = enrolment.renew(member.ticket, member.ticket.epoch(), servers);
          String ticket = node.tickets().seal(member.ticket);
          member.send(new ServerFrame.Ice(id, config.servers(), config.expires(), ticket));
        });
    return null;
  }
}
