package dev.parley.gateway.relay;

import dev.parley.gateway.relay.HeldSignals.Held;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A room with members whose sockets are here: its replica, kept true by ops from the bus, by states
 * in answers and by comparison with the store; and its members, who are told in order.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class HostedRoom {
  private static final long EARLY_MS = 50;

  private final RoomName name;
  private final Node node;
  private final Claims claims;
  private final Replica replica = new Replica();
  private final Map<SessionId, LocalMember> members = new LinkedHashMap<>();
  private final HeldSignals held = new HeldSignals();
  private final Whereabouts whereabouts = new Whereabouts();
  private final RoomStream stream;
  private final Refresh refresh;
  private boolean awaiting;

  /** The life of the store in which the replica was last seen. */
  private @Nullable Hex64 epoch;

  /** How many joins and resumes are on their way: the replica is kept for them. */
  private int entering;

  HostedRoom(RoomName name, Node node, RoomQuestions questions, Claims claims) {
    this.name = name;
    this.node = node;
    this.claims = claims;
    this.stream = new RoomStream(node.vertx(), replica, members::values, node.meters());
    this.refresh = new Refresh(name, node, questions, replica, this::loaded);
  }

  RoomName name() {
    return name;
  }

  @Nullable RoomState state() {
    return replica.state();
  }

  @Nullable Hex64 epoch() {
    return epoch;
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  /** Whether the session is, or was and may not come back. */
  boolean knows(SessionId session) {
    RoomState now = replica.state();
    return now != null && (now.entry(session) != null || now.tombstones().containsKey(session));
  }

  Collection<LocalMember> members() {
    return List.copyOf(members.values());
  }

  @Nullable LocalMember member(SessionId session) {
    return members.get(session);
  }

  void expect(int more) {
    entering += more;
  }

  boolean isIdle() {
    return members.isEmpty() && entering == 0;
  }

  /** Adds a member who was told the room up to {@code member.told}; ends an older one. */
  void attach(LocalMember member) {
    LocalMember old = members.get(member.session());
    if (old != null && old.generation > member.generation) {
      member.end(ErrorCode.FENCED);
      return;
    }
    members.put(member.session(), member);
    if (old != null) {
      old.end(ErrorCode.FENCED);
    }
    review();
  }

  /** Whether the member was here. */
  boolean detach(LocalMember member) {
    return members.remove(member.session(), member);
  }

  /** Changes from the bus: perhaps doubled, late or early. */
  void hear(RoomChanges changes) {
    RoomState before = replica.state();
    if (replica.apply(changes) && before != null) {
      RoomState now = replica.state();
      RoomChanges news = replica.since(before.incarnation(), before.rev());
      if (news != null) {
        stream.tell(news);
      } else if (now != null) {
        stream.tellAll(now);
      }
      review();
    }
    if (replica.hasGap() && replica.state() != null && !awaiting) {
      awaiting = true;
      node.vertx().setTimer(EARLY_MS, elapsed -> fillGap());
    }
  }

  private void fillGap() {
    awaiting = false;
    if (replica.hasGap()) {
      refresh();
    }
  }

  /** The room as an answer of room-service has it. */
  void adopt(Hex64 life, @Nullable RoomState next) {
    if (next != null) {
      epoch = life;
      take(next);
    }
    review();
  }

  private void take(RoomState next) {
    if (replica.adopt(next)) {
      stream.tellAll(next);
    }
  }

  /** The room as another gateway has it: taken if nobody here knows a better one. */
  void offered(Hex64 life, RoomState next) {
    RoomState mine = replica.state();
    if (mine == null || (members.isEmpty() && next.rev() > mine.rev())) {
      epoch = life;
      take(next);
    } else if (mine.incarnation().equals(next.incarnation()) && next.rev() > mine.rev()) {
      take(next);
    }
    review();
  }

  /** Another gateway says that it holds a session; an older socket of it here is closed. */
  void moved(NodeMessage.Moved moved) {
    LocalMember member = members.get(moved.session());
    if (member == null || member.generation < moved.generation()) {
      whereabouts.note(moved, System.nanoTime());
    }
    if (member != null && member.generation < moved.generation()) {
      member.end(ErrorCode.FENCED);
    }
  }

  /** Asks room-service for what this replica misses; completes when it is as true as can be. */
  Future<Void> refresh() {
    return refresh.run();
  }

  private void loaded(@Nullable RoomState known, RoomAnswer answer) {
    if (!(answer instanceof RoomAnswer.Loaded loaded)) {
      return;
    }
    if (loaded.changes() != null) {
      hear(loaded.changes());
    }
    if (loaded.state() != null) {
      adopt(loaded.epoch(), loaded.state());
    } else if (loaded.changes() == null && Objects.equals(replica.state(), known)) {
      members().forEach(member -> member.end(ErrorCode.SESSION_EXPIRED));
    }
    replica.forgetEarly();
  }

  /** The room as the store has it, or null when it has none. */
  void compare(@Nullable Head stored) {
    RoomState now = replica.state();
    if (now == null || members.isEmpty()) {
      return;
    }
    boolean behind = stored != null && stored.rev() < now.rev();
    if (stored == null
        || !stored.incarnation().equals(now.incarnation())
        || (!behind && !stored.equals(now.head()))) {
      refresh();
    }
    review();
  }

  /** Tells a member what it was not told while its gateway could not know it. */
  void tell(LocalMember member) {
    RoomState state = replica.state();
    if (state != null && member.told != state.rev()) {
      stream.tellOne(member, state, replica.since(state.incarnation(), member.told));
    }
  }

  /** Answers a client that misses something, after asking for what this replica misses too. */
  void sync(LocalMember member, Hex64 incarnation, long rev) {
    RoomState now = replica.state();
    boolean ahead = now == null || (now.incarnation().equals(incarnation) && now.rev() <= rev);
    Future<Void> ready = ahead || refresh.isRunning() ? refresh() : Future.succeededFuture();
    ready.onSuccess(refreshedNow -> {
      RoomState state = replica.state();
      if (state != null && members.get(member.session()) == member) {
        RoomChanges missing = replica.since(incarnation, rev);
        boolean nothing = missing != null && missing.ops().isEmpty();
        stream.tellOne(member, state, nothing ? null : missing);
      }
    });
  }

  /** What a client misses that has that revision; null where only the whole room will do. */
  @Nullable RoomChanges since(Hex64 incarnation, long rev) {
    return replica.since(incarnation, rev);
  }

  /** A frame from a session, perhaps of another node, for a session here. */
  void deliver(SessionId from, SessionId to, byte[] frame) {
    LocalMember member = members.get(to);
    RoomState now = replica.state();
    if (member == null || now == null || now.tombstones().containsKey(from)) {
      return;
    }
    if (now.entry(from) == null) {
      held.add(from, to, frame, System.nanoTime());
      refresh();
      return;
    }
    stream.introduce(from);
    member.send(frame);
  }

  /** A pulse for everybody here but its sender. */
  void pulse(SessionId from, byte[] frame) {
    RoomState now = replica.state();
    if (now != null && now.entry(from) != null) {
      for (LocalMember member : members()) {
        if (!member.session().equals(from)) {
          member.sendPulse(frame);
        }
      }
    }
  }

  /** Draws the consequences of what the replica says. */
  void review() {
    RoomState now = replica.state();
    if (now != null) {
      whereabouts.compare(now, System.nanoTime());
      for (Held signal : held.release(from -> now.entry(from) != null, System.nanoTime())) {
        deliver(signal.from(), signal.to(), signal.frame());
      }
      claims.review(this, now);
    }
  }
}
