package dev.parley.room;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.room.domain.Room;
import dev.parley.room.store.RoomStore;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks, again and again, at what nobody asks for: deadlines that passed, and gateways that are
 * gone. Every instance looks; who comes second finds nothing to do.
 *
 * <p><em>Threading:</em> the event loop of the verticle.
 */
final class Sweep {
  private static final System.Logger LOG = System.getLogger(Sweep.class.getName());

  /** Rooms in one look, of deadlines and of each node; the next look takes the rest. */
  private static final int ROOMS = 1_000;

  private final Bus bus;
  private final RoomStore store;
  private final RoomSteps steps;
  private boolean looking;
  private boolean complete = true;
  private boolean stopped;

  Sweep(Bus bus, RoomStore store, RoomSteps steps) {
    this.bus = bus;
    this.store = store;
    this.steps = steps;
  }

  /** Looks each time that the interval is over, until the verticle is closed. */
  void start(Vertx vertx, Duration interval) {
    vertx.setPeriodic(interval.toMillis(), timer -> look());
  }

  /** What fails from now on fails because things are closed, and is not worth a word. */
  void stop() {
    stopped = true;
  }

  /** A look that takes longer than the interval is not joined by another. */
  private void look() {
    if (!looking) {
      looking = true;
      Future.join(expire(), loseNodes()).onComplete(done -> finished(done.cause()));
    }
  }

  /** An outage is logged when it begins and when it ends, not with every look. */
  private void finished(@Nullable Throwable failure) {
    looking = false;
    if (failure != null && complete && !stopped) {
      LOG.log(Level.WARNING, "A sweep is incomplete: " + failure);
    }
    if (failure == null && !complete) {
      LOG.log(Level.INFO, "Sweeps are complete again");
    }
    complete = failure == null;
  }

  private Future<?> expire() {
    return store.due(ROOMS).compose(rooms -> each(rooms, Room::expire));
  }

  /**
   * The nodes are listed before the leases: a gateway that came in between is not taken for one
   * that has lost its lease.
   */
  private Future<?> loseNodes() {
    return store
        .nodes()
        .compose(nodes ->
            nodes.isEmpty()
                ? Future.succeededFuture()
                : bus.ask(Service.PRESENCE, new PresenceRequest.Leases())
                    .compose(answer -> judge(nodes, answer)));
  }

  /** By level, not by event: whoever is up on a node without a lease, whenever it was lost. */
  private Future<?> judge(Set<NodeId> nodes, PresenceAnswer answer) {
    return switch (answer) {
      case PresenceAnswer.Leases leases when leases.certain() ->
          Future.join(
              nodes.stream()
                  .filter(node -> !leases.alive().contains(node))
                  .map(this::lose)
                  .toList());
      // While leases prove nothing, or are not known, nobody is judged.
      case PresenceAnswer.Leases leases -> Future.succeededFuture();
      case PresenceAnswer.Unavailable unavailable -> Future.succeededFuture();
      case PresenceAnswer.Renewed renewed -> throw noAnswer(renewed);
      case PresenceAnswer.AboutUsers users -> throw noAnswer(users);
    };
  }

  private static IllegalStateException noAnswer(PresenceAnswer answer) {
    return new IllegalStateException("not an answer about leases: " + answer);
  }

  private Future<?> lose(NodeId node) {
    return store
        .roomsOf(node, ROOMS)
        .compose(rooms -> each(rooms, (room, context) -> room.lose(node, context)));
  }

  private Future<?> each(List<RoomName> rooms, RoomSteps.Rule rule) {
    return Future.join(rooms.stream().map(room -> steps.take(room, rule)).toList());
  }
}
