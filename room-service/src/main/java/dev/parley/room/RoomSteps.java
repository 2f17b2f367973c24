package dev.parley.room;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Seat;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.room.domain.Context;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import dev.parley.room.domain.Rules;
import dev.parley.room.store.RoomStore;
import dev.parley.runtime.Bus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Carries out steps of rooms: load, compute, save; when somebody else was faster, again from what
 * they made of it. Then the nodes that host or follow the room are told, and the step is done.
 *
 * <p><em>Threading:</em> the event loop of the verticle.
 */
final class RoomSteps {
  private static final System.Logger LOG = System.getLogger(RoomSteps.class.getName());
  private static final int ATTEMPTS = 8;

  /** What one attempt takes with a store next door; the wait before the next grows with each. */
  private static final int PAUSE_MILLIS = 2;

  private final Vertx vertx;
  private final Rules rules;
  private final Bus bus;
  private final RoomStore store;
  private final Followers followers;
  private final Lanes lanes = new Lanes();
  private final SecureRandom random = new SecureRandom();

  RoomSteps(Vertx vertx, Rules rules, Bus bus, RoomStore store, Followers followers) {
    this.vertx = vertx;
    this.rules = rules;
    this.bus = bus;
    this.store = store;
    this.followers = followers;
  }

  /** What becomes of a room; called again with the present room when its step came too late. */
  @FunctionalInterface
  interface Rule {
    RoomChange apply(Room room, Context context);
  }

  /**
   * Carries out one step of a room.
   *
   * @return what was saved, or a change that is none; fails if the store does not answer, or others
   *     were faster eight times
   */
  Future<RoomChange> take(RoomName room, Rule rule) {
    return lanes.inTurn(room, () -> attempt(room, rule, 1));
  }

  private Future<RoomChange> attempt(RoomName room, Rule rule, int number) {
    return store
        .load(room)
        .map(loaded -> compute(room, rule, loaded))
        .compose(change ->
            change.isNone()
                ? Future.succeededFuture(change)
                : store
                    .save(change)
                    .compose(saved ->
                        saved
                            ? Future.succeededFuture(announce(change))
                            : again(room, rule, number)));
  }

  private RoomChange compute(RoomName name, Rule rule, RoomStore.Loaded loaded) {
    Context context =
        new Context(
            rules,
            loaded.now(),
            loaded.epoch().id(),
            loaded.epoch().age(),
            () -> new Hex64(random.nextLong()));
    try {
      Room room = loaded.room();
      return rule.apply(room == null ? Room.absent(name, context) : room, context);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A rule failed; the room stays as it was", e);
      throw e;
    }
  }

  private Future<RoomChange> again(RoomName room, Rule rule, int number) {
    if (number == ATTEMPTS) {
      return Future.failedFuture(new IllegalStateException("others were always faster"));
    }
    return vertx
        .timer(1 + random.nextInt(PAUSE_MILLIS * number), TimeUnit.MILLISECONDS)
        .compose(over -> attempt(room, rule, number + 1));
  }

  /**
   * Best effort: who misses it sees a gap, or another head at the next heartbeat. Of a restart
   * everybody sees a gap, and loads the room.
   */
  private RoomChange announce(RoomChange change) {
    RoomName room = change.before().state().id();
    if (!change.changes().ops().isEmpty() || change.isRestart()) {
      var ops = new NodeMessage.Ops(room, change.changes());
      Set<NodeId> nodes = new HashSet<>(followers.of(room, System.nanoTime()));
      nodes.addAll(change.hosts());
      nodes.forEach(node -> bus.send(node, ops));
    }
    if (change.answer() instanceof RoomAnswer.Accepted accepted) {
      fence(room, accepted);
    }
    return change;
  }

  /** An older socket, perhaps still open at another node, is to be closed. */
  private void fence(RoomName room, RoomAnswer.Accepted accepted) {
    var state = accepted.state();
    Seat seat = state == null ? null : state.seat(accepted.session());
    if (accepted.previous() != null && seat != null) {
      bus.send(
          accepted.previous(), new NodeMessage.Fence(room, accepted.session(), seat.generation()));
    }
  }
}
