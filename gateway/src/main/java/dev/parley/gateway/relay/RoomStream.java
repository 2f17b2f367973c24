package dev.parley.gateway.relay;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the clients of one room, and those who follow it, what happens in it: the first op at once,
 * those of the next 20 ms together, each frame encoded once. Every client is told each revision
 * once and in order, whenever it joined the stream.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class RoomStream {
  private static final long TOGETHER_MS = 20;

  private final Vertx vertx;
  private final Replica replica;
  private final Supplier<Collection<LocalMember>> members;
  private final Audience audience;
  private final GatewayMeters meters;
  private @Nullable RoomChanges pending;
  private boolean waiting;

  RoomStream(
      Vertx vertx,
      Replica replica,
      Supplier<Collection<LocalMember>> members,
      Audience audience,
      GatewayMeters meters) {
    this.vertx = vertx;
    this.replica = replica;
    this.members = members;
    this.audience = audience;
    this.meters = meters;
  }

  void tell(RoomChanges news) {
    pending = pending == null ? news : pending.then(news);
    if (!waiting) {
      flush();
    }
  }

  /** Tells at once what a signal of that session would otherwise overtake: that it is there. */
  void introduce(SessionId session) {
    if (pending != null && pending.ops().stream().anyMatch(op -> brings(op, session))) {
      flush();
    }
  }

  /** Tells the whole room to everybody who has it in another way. */
  void tellAll(RoomState state) {
    pending = null;
    byte[] frame = FrameCodec.encode(new ServerFrame.Room(null, state.snapshot()));
    for (LocalMember member : List.copyOf(members.get())) {
      snapshot(member, state, frame);
    }
    audience.renewed();
  }

  /** Tells a client what it has not been told; nothing, if there is nothing. */
  void catchUp(LocalMember member) {
    RoomState state = replica.state();
    if (state != null && member.told != state.rev()) {
      tellOne(member, state, replica.since(state.incarnation(), member.told));
    }
  }

  /** Answers a client that has that revision; with the whole room, if it misses nothing. */
  void answer(LocalMember member, Hex64 incarnation, long rev) {
    RoomState state = replica.state();
    if (state != null) {
      RoomChanges missing = replica.since(incarnation, rev);
      boolean nothing = missing != null && missing.ops().isEmpty();
      tellOne(member, state, nothing ? null : missing);
    }
  }

  /** Answers one client what it misses since that revision, or with the whole room. */
  private void tellOne(LocalMember member, RoomState state, @Nullable RoomChanges missing) {
    if (missing == null) {
      snapshot(member, state, FrameCodec.encode(new ServerFrame.Room(null, state.snapshot())));
    } else {
      member.told = missing.rev();
      member.send(new ServerFrame.Room(missing, null));
    }
  }

  private void snapshot(LocalMember member, RoomState state, byte[] frame) {
    member.told = state.rev();
    meters.snapshot();
    member.send(frame);
  }

  /** Tells at once what would otherwise be told in a moment. */
  void flush() {
    RoomChanges news = pending;
    pending = null;
    if (news == null) {
      return;
    }
    waiting = true;
    vertx.setTimer(
        TOGETHER_MS,
        elapsed -> {
          waiting = false;
          flush();
        });
    byte[] frame = FrameCodec.encode(new ServerFrame.Room(news, null));
    for (LocalMember member : List.copyOf(members.get())) {
      if (member.told == news.prev()) {
        member.told = news.rev();
        member.send(frame);
      } else if (member.told < news.rev()) {
        tellRest(member, news);
      }
    }
    audience.changed(news);
  }

  /** For a client that came in the middle of these changes. */
  private void tellRest(LocalMember member, RoomChanges news) {
    RoomState state = replica.state();
    if (state != null) {
      tellOne(member, state, replica.since(news.incarnation(), member.told));
    }
  }

  private static boolean brings(RoomOp op, SessionId session) {
    return switch (op) {
      case RoomOp.Add add -> add.member().session().equals(session);
      case RoomOp.Replace replace -> replace.member().session().equals(session);
      case RoomOp.Update update -> false;
      case RoomOp.Away away -> false;
      case RoomOp.Up up -> false;
      case RoomOp.Remove remove -> false;
      case RoomOp.Key key -> false;
      case RoomOp.SetPolicy policy -> false;
      case RoomOp.Lobby knock -> false;
      case RoomOp.SetBan ban -> false;
    };
  }
}
