package dev.parley.gateway.relay;

import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.Member;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.bus.Waiting;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a room back to a store that has lost it, or writes of it: all that this gateway knows, each
 * 500 ms until room-service has made one room of that and of what the store has. Until then nothing
 * that the store says of the room takes the replica's place.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Rescue {
  private static final System.Logger LOG = System.getLogger(Rescue.class.getName());
  private static final long AGAIN_MS = 500;

  private final HostedRoom room;
  private final Node node;
  private final RoomQuestions questions;
  private @Nullable Hex64 life;
  private boolean running;

  /** Whether an answer has proved the loss; the store may go on, and beyond the replica, since. */
  private boolean proven;

  Rescue(HostedRoom room, Node node, RoomQuestions questions) {
    this.room = room;
    this.node = node;
    this.questions = questions;
  }

  /** The life of the store in which the replica was last seen; null while there is no replica. */
  @Nullable Hex64 life() {
    return life;
  }

  /** The replica is what a store of that life has. */
  void seenIn(Hex64 now) {
    life = now;
  }

  boolean isRunning() {
    return running;
  }

  /** Begins if the store has begun another life since the replica was seen in it. */
  void heard(Hex64 now) {
    if (life != null && !life.equals(now)) {
      begin();
    }
  }

  /**
   * Begins if an answer proves a loss: the store has begun another life, or stands where the room
   * of this incarnation cannot be, as it had gone on, or otherwise, before the question was asked.
   *
   * @param asked the replica when the question was asked
   * @return whether what the store says of the room is not to be believed for now
   */
  boolean isNeeded(Hex64 now, @Nullable Head stored, @Nullable RoomState asked) {
    heard(now);
    if (stored != null && asked != null && isBehind(stored, asked.head())) {
      proven = true;
      begin();
    }
    return running;
  }

  private static boolean isBehind(Head stored, Head asked) {
    return stored.incarnation().equals(asked.incarnation())
        && (stored.rev() < asked.rev()
            || (stored.rev() == asked.rev() && !stored.digest().equals(asked.digest())));
  }

  /**
   * The answer to a command, or unavailable where the store gave it without what this gateway
   * knows, which it has lost: then that is mended, and what was done or refused may be otherwise.
   *
   * @param asked the replica when the store was asked
   */
  RoomAnswer believed(RoomAnswer answer, @Nullable RoomState asked) {
    boolean lost =
        switch (answer) {
          case RoomAnswer.Accepted accepted -> isLost(accepted.epoch(), accepted.state(), asked);
          case RoomAnswer.Refused refused -> isLost(refused.epoch(), refused.state(), asked);
          case RoomAnswer.Loaded loaded -> false;
          case RoomAnswer.Heads heads -> false;
          case RoomAnswer.Unavailable unavailable -> false;
        };
    return lost ? new RoomAnswer.Unavailable() : answer;
  }

  /** The same of one state that the store has. */
  boolean isLost(Hex64 now, @Nullable RoomState stored, @Nullable RoomState asked) {
    return isNeeded(now, stored == null ? null : stored.head(), asked);
  }

  /** Begins, unless it has begun or there is nothing to rescue. */
  void begin() {
    if (!running && room.state() != null) {
      running = true;
      node.meters().rescue();
      attempt();
    }
  }

  private void attempt() {
    RoomState state = room.state();
    if (state == null || room.isIdle()) {
      running = false;
      return;
    }
    questions
        .ask(new RoomRequest.Restore(room.name(), vouched(state), node.id(), proven))
        .map(this::settle)
        .onFailure(failure -> {
          LOG.log(Level.ERROR, "A room could not be restored", failure);
          again();
        });
  }

  private @Nullable Void settle(RoomAnswer answer) {
    switch (answer) {
      case RoomAnswer.Loaded loaded -> {
        running = false;
        proven = false;
        life = loaded.epoch();
        room.restored(loaded.state());
      }
      case RoomAnswer.Unavailable unavailable -> again();
      case RoomAnswer.Accepted accepted -> throw noAnswer(accepted);
      case RoomAnswer.Refused refused -> throw noAnswer(refused);
      case RoomAnswer.Heads heads -> throw noAnswer(heads);
    }
    return null;
  }

  private static IllegalStateException noAnswer(RoomAnswer answer) {
    return new IllegalStateException("not an answer to a restore: " + answer);
  }

  /** The room was put together of several histories: what was acknowledged here must be in it. */
  void sayAgain() {
    for (LocalMember member : room.members()) {
      sayAgain(member.acknowledged.recent(System.nanoTime()).iterator());
    }
  }

  private void sayAgain(Iterator<RoomRequest.Update> words) {
    if (words.hasNext()) {
      questions.ask(words.next()).onComplete(said -> sayAgain(words));
    }
  }

  private void again() {
    node.vertx().setTimer(AGAIN_MS, elapsed -> attempt());
  }

  /**
   * The replica, in which those whose sockets are here are up here. Their tags stay, as this is no
   * change of the room: that is room-service's to make.
   */
  private RoomState vouched(RoomState state) {
    Map<SessionId, Entry> entries = new LinkedHashMap<>(state.members());
    for (LocalMember member : room.members()) {
      entries.computeIfPresent(member.session(), (session, entry) -> vouched(entry, member));
    }
    return state.withMembers(entries).withLobby(vouchedLobby(state));
  }

  private Map<SessionId, Waiting> vouchedLobby(RoomState state) {
    Map<SessionId, Waiting> waiting = new LinkedHashMap<>(state.lobby());
    for (Knocker knocker : room.lobby().all()) {
      waiting.computeIfPresent(
          knocker.session,
          (session, known) ->
              new Waiting(known.knock(), known.place().movedTo(node.id(), knocker.generation())));
    }
    return waiting;
  }

  private Entry vouched(Entry entry, LocalMember member) {
    if (entry.seat().generation() > member.generation) {
      return entry;
    }
    Member up = entry.member().up(entry.member().tag());
    return new Entry(up, entry.seat().movedTo(node.id(), member.generation));
  }
}
