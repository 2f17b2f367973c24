package dev.parley.gateway.relay;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.http.ServerWebSocket;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One socket: the phase it is in, and what each frame means in that phase. Whatever it sends on
 * comes from its own session; no field of a frame can say otherwise.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
public final class PeerSession {
  private static final System.Logger LOG = System.getLogger(PeerSession.class.getName());
  private static final int MOST_BEHIND = 64;
  private static final long AFTER_UNAVAILABLE_MS = 1_000;

  private final Gateway gateway;
  private final Outbox outbox;
  private final RateLimits limits;
  private final TokenBucket joins;
  private Phase phase = new Phase.Over();
  private long heard = System.nanoTime();

  PeerSession(Gateway gateway, ServerWebSocket socket, TokenBucket joins) {
    this.gateway = gateway;
    this.joins = joins;
    this.limits = new RateLimits(gateway.node().settings().rates(), heard);
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
    long now = System.nanoTime();
    heard = now;
    TokenBucket bucket = limits.of(frame);
    if (!bucket.take(now)) {
      overLimit(frame, bucket.millisToNext(now));
      return;
    }
    switch (phase) {
      case Phase.Waiting waiting -> begin(waiting, frame);
      case Phase.Entering entering -> queue(entering, frame);
      case Phase.Live live -> act(live.member(), frame);
      case Phase.Over over -> {}
    }
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

  private void overLimit(ClientFrame frame, long after) {
    CommandId id = frame instanceof ClientFrame.Command command ? command.id() : null;
    send(ServerFrame.Refusal.of(id, ErrorCode.RATE_LIMITED).after(after), ErrorCode.RATE_LIMITED);
    if (!limits.bearsRefusal(heard)) {
      drop(CloseCode.LIMIT);
    }
  }

  private void begin(Phase.Waiting waiting, ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Join join -> {
        if (!joins.take(heard)) {
          overLimit(join, joins.millisToNext(heard));
          return;
        }
        enterBy(waiting);
        gateway.joins().join(this, join);
      }
      case ClientFrame.Resume resume -> {
        enterBy(waiting);
        gateway.resumes().resume(this, resume);
      }
      case ClientFrame.Ping ping -> send(new ServerFrame.Pong(ping.n()));
      case ClientFrame.Pong pong -> {}
      case ClientFrame.Leave leave -> close(CloseCode.LEFT);
      case ClientFrame.Command command -> refuse(command.id(), ErrorCode.JOIN_FIRST);
      case ClientFrame.Signal signal -> refuse(null, ErrorCode.JOIN_FIRST);
      case ClientFrame.Ack ack -> refuse(null, ErrorCode.JOIN_FIRST);
      case ClientFrame.Sync sync -> refuse(null, ErrorCode.JOIN_FIRST);
      case ClientFrame.Pulse pulse -> refuse(null, ErrorCode.JOIN_FIRST);
    }
  }

  private void enterBy(Phase.Waiting waiting) {
    gateway.node().vertx().cancelTimer(waiting.timer());
    phase = new Phase.Entering(new ArrayDeque<>());
  }

  private void queue(Phase.Entering entering, ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Join join -> refuse(join.id(), ErrorCode.ALREADY_JOINED);
      case ClientFrame.Resume resume -> refuse(resume.id(), ErrorCode.ALREADY_JOINED);
      case ClientFrame other -> {
        if (entering.behind().size() < MOST_BEHIND) {
          entering.behind().add(other);
        } else {
          overLimit(other, AFTER_UNAVAILABLE_MS);
        }
      }
    }
  }

  private void act(LocalMember member, ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Signal signal -> gateway.relay().signal(member, signal);
      case ClientFrame.Ack ack -> gateway.relay().acks(member, ack);
      case ClientFrame.Pulse pulse -> member.pulses.offer(pulse.values());
      case ClientFrame.Sync sync -> member.room.sync(member, sync.incarnation(), sync.rev());
      case ClientFrame.Update update -> gateway.commands().update(member, update);
      case ClientFrame.Moderate moderate -> gateway.commands().moderate(member, moderate);
      case ClientFrame.Ice ice -> gateway.commands().ice(member, ice);
      case ClientFrame.Token token -> gateway.tokens().renew(member, token);
      case ClientFrame.Ping ping -> send(new ServerFrame.Pong(ping.n()));
      case ClientFrame.Pong pong -> {}
      case ClientFrame.Leave leave -> leave(member, leave);
      case ClientFrame.Join join -> refuse(join.id(), ErrorCode.ALREADY_JOINED);
      case ClientFrame.Resume resume -> refuse(resume.id(), ErrorCode.ALREADY_JOINED);
    }
  }

  private void leave(LocalMember member, ClientFrame.Leave leave) {
    Departures departures = gateway.rooms().departures();
    if (leave.hold() == null) {
      departures.leave(member);
    } else {
      departures.hold(member, leave.hold());
    }
    over();
    close(CloseCode.LEFT);
  }

  // What comes of a join or a resume

  /**
   * The session is in: the answer goes out before anything else, then {@code first}, then what came
   * behind the question. A socket that closed in the meantime leaves the session away.
   */
  void enter(LocalMember member, ServerFrame answer, Runnable first) {
    if (!(phase instanceof Phase.Entering entering)) {
      gateway.rooms().departures().away(member);
      return;
    }
    phase = new Phase.Live(member);
    send(answer);
    gateway.lease().attached(member);
    gateway.rooms().attach(member);
    if (phase instanceof Phase.Live live && live.member() == member) {
      first.run();
    }
    entering.behind().forEach(this::receiveAgain);
  }

  /** The session is not in; another join may come on this socket. */
  String turnAway(CommandId id, ErrorCode code) {
    Phase before = phase;
    if (before instanceof Phase.Entering) {
      await();
    }
    refuse(id, code);
    if (before instanceof Phase.Entering entering) {
      entering.behind().forEach(this::receiveAgain);
    }
    return code.word();
  }

  private void receiveAgain(ClientFrame frame) {
    switch (phase) {
      case Phase.Waiting waiting -> begin(waiting, frame);
      case Phase.Entering entering -> queue(entering, frame);
      case Phase.Live live -> act(live.member(), frame);
      case Phase.Over over -> {}
    }
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
    ServerFrame.Refusal refusal = ServerFrame.Refusal.of(id, code);
    send(code == ErrorCode.UNAVAILABLE ? refusal.after(AFTER_UNAVAILABLE_MS) : refusal, code);
  }

  private void send(ServerFrame.Refusal refusal, ErrorCode code) {
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
    if (phase instanceof Phase.Live) {
      over();
      if (code.close() == null) {
        await();
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
    if (phase instanceof Phase.Live live) {
      gateway.rooms().departures().away(live.member());
    }
    over();
  }

  private void over() {
    switch (phase) {
      case Phase.Waiting waiting -> gateway.node().vertx().cancelTimer(waiting.timer());
      case Phase.Live live -> {
        gateway.rooms().detach(live.member());
        gateway.lease().detached(live.member());
      }
      case Phase.Entering entering -> {}
      case Phase.Over over -> {}
    }
    phase = new Phase.Over();
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
