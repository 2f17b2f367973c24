package dev.parley.gateway.relay;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.wire.Attend;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserCommand;
import org.jspecify.annotations.Nullable;

/**
 * What each frame of a client means in each phase of its socket.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
record Dispatch(Gateway gateway, PeerSession peer) {
  private static final int MOST_BEHIND = 64;

  void receive(Phase phase, ClientFrame frame) {
    switch (phase) {
      case Phase.Waiting waiting -> begin(frame);
      case Phase.Attending attending -> begin(frame);
      case Phase.Entering entering when entering.knocker() != null -> knock(entering, frame);
      case Phase.Entering entering -> queue(entering, frame);
      case Phase.Live live -> act(live.member(), frame);
      case Phase.Over over -> {}
    }
  }

  private void begin(ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Join join -> {
        peer.enterBy(false);
        gateway.joins().join(peer, join);
      }
      case ClientFrame.Resume resume -> {
        peer.enterBy(false);
        gateway.resumes().resume(peer, resume);
      }
      case Attend attend when peer.attendance() != null ->
          peer.refuse(attend.id(), ErrorCode.ALREADY_JOINED);
      case Attend attend -> {
        peer.enterBy(true);
        gateway.people().attend(peer, attend);
      }
      case UserCommand command when peer.attendance() == null ->
          peer.refuse(command.id(), ErrorCode.JOIN_FIRST);
      case UserCommand command -> gateway.people().act(peer, command);
      case ClientFrame.Token token when peer.attendance() != null ->
          gateway.people().renew(peer, peer.attendance(), token);
      case ClientFrame.OfRoom other -> peer.refuse(idOf(other), ErrorCode.JOIN_FIRST);
      case ClientFrame.Ping ping -> peer.send(new ServerFrame.Pong(ping.n()));
      case ClientFrame.Pong pong -> {}
      case ClientFrame.Leave leave -> peer.leave(leave);
    }
  }

  /** Who waits in a lobby may wait long: what is not about the room is not kept waiting. */
  private void knock(Phase.Entering entering, ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Ping ping -> peer.send(new ServerFrame.Pong(ping.n()));
      case ClientFrame.Pong pong -> {}
      case ClientFrame.Leave leave -> peer.leave(leave);
      case UserCommand command when peer.attendance() != null ->
          gateway.people().act(peer, command);
      case ClientFrame other -> queue(entering, other);
    }
  }

  private void queue(Phase.Entering entering, ClientFrame frame) {
    boolean enters = frame instanceof ClientFrame.Join || frame instanceof ClientFrame.Resume;
    if (enters && !entering.attends()) {
      peer.refuse(idOf(frame), ErrorCode.ALREADY_JOINED);
    } else if (entering.behind().size() < MOST_BEHIND) {
      entering.behind().add(frame);
    } else {
      peer.overLimit(frame, PeerSession.AFTER_UNAVAILABLE_MS);
    }
  }

  private void act(LocalMember member, ClientFrame frame) {
    switch (frame) {
      case ClientFrame.OfRoom ofRoom -> gateway.act(member, ofRoom);
      case UserCommand command -> gateway.people().act(peer, command);
      case ClientFrame.Ping ping -> peer.send(new ServerFrame.Pong(ping.n()));
      case ClientFrame.Pong pong -> {}
      case ClientFrame.Leave leave -> peer.leave(leave);
      case ClientFrame.Join join -> peer.refuse(join.id(), ErrorCode.ALREADY_JOINED);
      case ClientFrame.Resume resume -> peer.refuse(resume.id(), ErrorCode.ALREADY_JOINED);
      case Attend attend -> peer.refuse(attend.id(), ErrorCode.ALREADY_JOINED);
    }
  }

  /** The id by which a refusal of that frame is known; null where it is no command. */
  static @Nullable CommandId idOf(ClientFrame frame) {
    return frame instanceof ClientFrame.Command command ? command.id() : null;
  }
}
