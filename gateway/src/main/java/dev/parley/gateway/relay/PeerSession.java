package dev.parley.gateway.relay;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.http.ServerWebSocket;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One socket: the phase it is in, what its client may say how often, and what it is told. Whatever
 * it sends on comes from its own session; no field of a frame can say otherwise.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
public final class PeerSession {
  private static final System.Logger LOG = System.getLogger(PeerSession.class.getName());
  static final long AFTER_UNAVAILABLE_MS = 1_000;

  private final Gateway gateway;
  private final Dispatch dispatch;
  private final Outbox outbox;
  private final RateLimits limits;
  private Phase phase = new Phase.Over();

  private @Nullable Attendance attendance;
  private final ShownToken token = new ShownToken();

  private long heard = System.nanoTime();

  PeerSession(Gateway gateway, ServerWebSocket socket, TokenBucket joins) {
    this.gateway = gateway;
    this.dispatch = new Dispatch(gateway, this);
    this.limits = new RateLimits(gateway.node().settings().rates(), joins, heard);
    this.outbox =
        new Outbox(gateway.node().vertx(), socket, gateway.node().settings().outbox(), this::drop);
    await();
  }

  private void await() {
    long timeout = gateway.node().settings().joinTimeout().toMillis();
    phase =
        new Phase.Waiting(gateway.node().vertx().setTimer(timeout, elapsed -> tooLate(elapsed)));
  }

  private void tooLate(long timer) {
    if (phase instanceof Phase.Waiting waiting && waiting.timer() == timer) {
      refuse(null, ErrorCode.JOIN_TIMEOUT);
    }
  }

  // What the client says

  /** A frame of the client. */
  public void receive(ClientFrame frame) {
    heard = System.nanoTime();
    TokenBucket exceeded = limits.take(frame, heard);
    if (exceeded == null) {
      receiveAgain(frame);
    } else {
      overLimit(frame, exceeded.millisToNext(heard));
    }
  }

  private void receiveAgain(ClientFrame frame) {
    dispatch.receive(phase, frame);
  }

  /** A message of the client that is no frame. */
  public void receive(BadFrame bad) {
    if (phase instanceof Phase.Over) {
      return;
    }
    heard = System.nanoTime();
    send(bad.toError(), bad.code());
    if (!(phase instanceof Phase.Over) && !limits.bearsRefusal(heard)) {
      drop(CloseCode.LIMIT);
    }
  }

  void overLimit(ClientFrame frame, long after) {
    Refusal refusal = Refusal.of(Dispatch.idOf(frame), ErrorCode.RATE_LIMITED);
    send(refusal.after(after), ErrorCode.RATE_LIMITED);
    if (!limits.bearsRefusal(heard)) {
      drop(CloseCode.LIMIT);
    }
  }

  /** What comes behind an attend, a join or a resume waits for its answer. */
  void enterBy(boolean attends) {
    if (phase instanceof Phase.Waiting waiting) {
      gateway.node().vertx().cancelTimer(waiting.timer());
    }
    phase = new Phase.Entering(attends);
  }

  /** The client goes. */
  void leave(ClientFrame.Leave leave) {
    gateway.rooms().departures().leave(phase, leave.hold());
    over();
    close(CloseCode.LEFT);
  }

  // What comes of an attend, a join or a resume

  /** The session is there: the answer goes out, then {@code first}, then what came behind. */
  void attend(Attendance begun, ServerFrame answer, Runnable first) {
    if (phase instanceof Phase.Entering entering) {
      attendance = begun;
      phase = new Phase.Attending(begun);
      send(answer);
      first.run();
      entering.behind().forEach(this::receiveAgain);
    }
  }

  /** The join waits in a lobby, and what came behind it waits on. */
  void knock(Knocker knocker) {
    if (!(phase instanceof Phase.Entering entering)) {
      gateway.rooms().departures().away(knocker);
      return;
    }
    phase = new Phase.Entering(new ArrayDeque<>(), false, knocker);
    gateway.rooms().add(knocker);
    entering.behind().forEach(this::receiveAgain);
  }

  /**
   * The session is in: the answer goes out before anything else, then {@code first}, then what came
   * behind the question. A socket that closed in the meantime leaves the session away.
   */
  void enter(LocalMember member, ServerFrame answer, Runnable first) {
    if (!(phase instanceof Phase.Entering entering)) {
      gateway.rooms().departures().away(member);
      return;
    }
    leaveLobby(entering);
    phase = new Phase.Live(member);
    send(answer);
    attendance = gateway.people().entered(attendance, member);
    gateway.rooms().attach(member);
    if (phase instanceof Phase.Live live && live.member() == member) {
      first.run();
    }
    entering.behind().forEach(this::receiveAgain);
  }

  /** The session is not in; another join may come on this socket. */
  String turnAway(CommandId id, ErrorCode code) {
    return turnAway(id, code, code.sentence());
  }

  String turnAway(CommandId id, ErrorCode code, String reason) {
    Phase before = phase;
    if (before instanceof Phase.Entering entering) {
      leaveLobby(entering);
      standBy();
    }
    refuse(id, code, reason);
    if (before instanceof Phase.Entering entering) {
      entering.behind().forEach(this::receiveAgain);
    }
    return code.word();
  }

  /** Who the socket is to those who watch its user; null where that is not known. */
  @Nullable Attendance attendance() {
    return attendance;
  }

  /** The token that the client has shown last. */
  ShownToken token() {
    return token;
  }

  // What the client is told

  void send(ServerFrame frame) {
    outbox.offer(FrameCodec.encode(frame));
  }

  void send(byte[] frame) {
    outbox.offer(frame);
  }

  void sendPulse(byte[] frame) {
    outbox.offerPulse(frame);
  }

  /** Refuses a command, or whatever it was, and closes the socket where the table says so. */
  void refuse(@Nullable CommandId id, ErrorCode code) {
    refuse(id, code, code.sentence());
  }

  void refuse(@Nullable CommandId id, ErrorCode code, String reason) {
    Refusal refusal = Refusal.of(id, code).because(reason);
    send(code == ErrorCode.UNAVAILABLE ? refusal.after(AFTER_UNAVAILABLE_MS) : refusal, code);
  }

  private void send(Refusal refusal, ErrorCode code) {
    gateway.node().meters().refused(code);
    send(refusal);
    CloseCode close = code.close();
    if (close != null && close.endsSession()) {
      over(); // another socket has the session, or nobody may have it: it is not away
      close(close);
    } else if (close != null) {
      drop(close);
    }
  }

  // How it ends

  /** The session is not here any more: the client is told why. */
  void end(ErrorCode code) {
    if (phase instanceof Phase.Entering entering && entering.knocker() != null) {
      turnAway(entering.knocker().join.id(), code);
    } else if (phase instanceof Phase.Live live) {
      leaveRoom(live.member());
      if (code.close() == null) {
        standBy();
      }
      refuse(null, code);
    }
  }

  /** Something failed that must not fail: this socket ends, and nothing else. */
  public void fault(Throwable failure) {
    LOG.log(Level.ERROR, "A frame could not be handled; its socket is closed", failure);
    refuse(null, ErrorCode.INTERNAL);
  }

  /** Closes the socket; the session may come back. */
  void drop(CloseCode code) {
    closed();
    close(code);
  }

  /** The socket is closed. */
  public void closed() {
    gateway.rooms().departures().away(phase);
    over();
  }

  private void over() {
    switch (phase) {
      case Phase.Waiting waiting -> gateway.node().vertx().cancelTimer(waiting.timer());
      case Phase.Live live -> leaveRoom(live.member());
      case Phase.Attending attending -> {}
      case Phase.Entering entering -> leaveLobby(entering);
      case Phase.Over over -> {}
    }
    phase = new Phase.Over();
    gateway.people().gone(attendance);
    attendance = null;
  }

  private void leaveLobby(Phase.Entering entering) {
    if (entering.knocker() != null) {
      gateway.rooms().remove(entering.knocker());
    }
  }

  private void leaveRoom(LocalMember member) {
    phase = new Phase.Over();
    gateway.rooms().detach(member);
    attendance = gateway.people().left(attendance);
  }

  /** In no room: it waits for a first frame, or attends. */
  private void standBy() {
    if (attendance == null) {
      await();
    } else {
      phase = new Phase.Attending(attendance);
    }
  }

  private void close(CloseCode code) {
    gateway.node().meters().closed(code);
    over();
    outbox.close(code);
  }

  /** Whether nothing was heard of the client for that long. */
  boolean isSilent(long nanos, long now) {
    return now - heard > nanos;
  }
}
