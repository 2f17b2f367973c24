package dev.parley.gateway.relay;

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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A room with members whose sockets are here, or with followers: its replica, kept true by ops from
 * the bus, by states in answers and by comparison with the store; and all who are told in order.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class HostedRoom {
  private final RoomName name;
  private final Disputes disputes;
  private final Replica replica = new Replica();
  private final LocalMembers members = new LocalMembers();
  private final Whereabouts whereabouts = new Whereabouts();
  private final Audience audience = new Audience();
  private final LocalLobby lobby;
  private final RoomStream stream;
  private final Refresh refresh;
  private final Rescue rescue;
  private final Delivery delivery;

  /** How many joins and resumes are on their way: the replica is kept for them. */
  private int entering;

  HostedRoom(RoomName name, Node node, RoomQuestions questions, Disputes disputes) {
    this.name = name;
    this.disputes = disputes;
    this.lobby = new LocalLobby(node.id());
    this.stream = new RoomStream(node.vertx(), replica, members::all, audience, node.meters());
    this.refresh = new Refresh(name, node, questions, replica, this::loaded);
    this.rescue = new Rescue(this, node, questions);
    this.delivery = new Delivery(replica, members, stream, refresh);
  }

  RoomName name() {
    return name;
  }

  @Nullable RoomState state() {
    return replica.state();
  }

  Rescue rescue() {
    return rescue;
  }

  Delivery delivery() {
    return delivery;
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  Audience audience() {
    return audience;
  }

  LocalLobby lobby() {
    return lobby;
  }

  /** Tells those who follow all that there is to tell by now. */
  void tellAudience() {
    stream.flush();
  }

  /** Whether the session is, or was and may not come back. */
  boolean knows(SessionId session) {
    return replica.knows(session);
  }

  Collection<LocalMember> members() {
    return members.all();
  }

  @Nullable LocalMember member(SessionId session) {
    return members.get(session);
  }

  /** Whether the socket of a member, or of somebody who waits, is here. */
  boolean holds(SessionId session) {
    return members.get(session) != null || lobby.knocker(session) != null;
  }

  void expect(int more) {
    entering += more;
  }

  boolean isIdle() {
    return !isWatched() && entering == 0;
  }

  /** Whether somebody is to be told what happens. */
  boolean isWatched() {
    return !members.isEmpty() || !audience.isEmpty() || !lobby.isEmpty();
  }

  /** Adds a member who was told the room up to {@code member.told}; ends an older one. */
  void attach(LocalMember member) {
    members.attach(member);
    if (members.get(member.session()) == member) {
      review();
    }
  }

  /** Whether the member was here. */
  boolean detach(LocalMember member) {
    return members.detach(member);
  }

  /** Changes from the bus: perhaps doubled, late or early. None, of another life: a rescue. */
  void hear(RoomChanges changes) {
    boolean another = replica.isOfAnother(changes.incarnation());
    if (another && changes.ops().isEmpty()) {
      rescue.begin();
    }
    // A store that has lost writes goes on from there, with revisions that mean other ops.
    if (rescue.isRunning() && !another) {
      return;
    }
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
      refreshIfOver();
    }
    if (replica.state() != null || !audience.isEmpty()) {
      refresh.unlessFilled();
    }
  }

  /** A room that nobody is in has ended, or is kept: those who follow it want to know which. */
  private void refreshIfOver() {
    RoomState now = replica.state();
    if (now != null && now.members().isEmpty() && !audience.isEmpty()) {
      refresh();
    }
  }

  /** The room as an answer of room-service has it, that is {@link Rescue#believed}. */
  void adopt(Hex64 life, @Nullable RoomState next) {
    if (!rescue.isLost(life, null, null) && next != null) {
      rescue.seenIn(life);
      take(next);
    }
    review();
  }

  private void take(RoomState next) {
    boolean another = replica.isOfAnother(next.incarnation());
    RoomState now = replica.adopt(next) ? replica.state() : null;
    if (now != null) {
      stream.tellAll(now);
      if (another) {
        rescue.sayAgain();
      }
    }
  }

  /** The room as it is now, made of what this gateway and the store knew. */
  void restored(@Nullable RoomState next) {
    if (next != null) {
      take(next);
    }
    review();
  }

  /** The room as another gateway has it: taken if nobody here knows a better one. */
  void offered(Hex64 life, RoomState next) {
    RoomState mine = replica.state();
    boolean better = mine == null || next.rev() > mine.rev();
    if (better && (members.isEmpty() || !replica.isOfAnother(next.incarnation()))) {
      rescue.seenIn(life);
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
    fence(moved.session(), moved.generation());
  }

  /** A socket of an older generation than that is not the session's any more. */
  void fence(SessionId session, long generation) {
    members.fence(session, generation);
    lobby.fence(session, generation);
  }

  /** Asks room-service for what this replica misses; completes when it is as true as can be. */
  Future<Void> refresh() {
    return refresh.run();
  }

  private void loaded(@Nullable RoomState known, RoomAnswer answer) {
    if (!(answer instanceof RoomAnswer.Loaded loaded)) {
      return;
    }
    RoomState stored = loaded.state();
    if (rescue.isLost(loaded.epoch(), stored, known)) {
      return;
    }
    if (loaded.changes() != null) {
      hear(loaded.changes());
    }
    if (stored != null) {
      adopt(loaded.epoch(), stored);
    } else if (Objects.equals(replica.state(), known)) {
      members().forEach(member -> member.end(ErrorCode.SESSION_EXPIRED));
      replica.forget();
      lobby.ask();
      audience.absent();
    }
    replica.forgetEarly();
  }

  /**
   * The room as the store has it, or null when it has none.
   *
   * @param asked the replica when the store was asked
   * @return completes when the replica is as true as can be
   */
  Future<Void> compare(Hex64 life, @Nullable Head stored, @Nullable RoomState asked) {
    RoomState now = replica.state();
    Future<Void> done = Future.succeededFuture();
    if (!isWatched() || (now == null && stored == null && audience.believesAbsent())) {
      return done;
    }
    boolean rescued = rescue.isNeeded(life, stored, asked);
    boolean behind = now != null && stored != null && stored.rev() < now.rev();
    if (!rescued
        && (stored == null
            || now == null
            || replica.isOfAnother(stored.incarnation())
            || (!behind && !stored.equals(now.head())))) {
      done = refresh();
    }
    review();
    return done;
  }

  /** Tells a member what it was not told while its gateway could not know it. */
  void tell(LocalMember member) {
    stream.catchUp(member);
  }

  /** Answers a client that misses something, after asking for what this replica misses too. */
  void sync(LocalMember member, Hex64 incarnation, long rev) {
    RoomState now = replica.state();
    boolean ahead = now == null || (now.incarnation().equals(incarnation) && now.rev() <= rev);
    Future<Void> ready = ahead || refresh.isRunning() ? refresh() : Future.succeededFuture();
    ready.onSuccess(refreshedNow -> {
      if (members.get(member.session()) == member) {
        stream.answer(member, incarnation, rev);
      }
    });
  }

  /** What a client misses that has that revision; null where only the whole room will do. */
  @Nullable RoomChanges since(Hex64 incarnation, long rev) {
    return replica.since(incarnation, rev);
  }

  /** Draws the consequences of what the replica says. */
  void review() {
    RoomState now = replica.state();
    if (now != null) {
      whereabouts.compare(now, System.nanoTime());
      delivery.release(now);
      disputes.review(this, now);
      lobby.review(now);
    }
  }
}
