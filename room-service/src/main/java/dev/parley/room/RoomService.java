package dev.parley.room;

import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import dev.parley.room.store.RoomStore;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import dev.parley.runtime.Topic;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link Service#ROOMS}, and sweeps. Any number of instances may run over one store.
 *
 * <p><em>Threading:</em> all on the context of the verticle.
 */
public final class RoomService extends VerticleBase {

  private static final System.Logger LOG = System.getLogger(RoomService.class.getName());

  private final RoomSettings settings;
  private final Bus bus;
  private final RoomStore store;
  private @Nullable Sweep sweep;

  public RoomService(RoomSettings settings, Bus bus, RoomStore store) {
    this.settings = settings;
    this.bus = bus;
    this.store = store;
  }

  @Override
  public Future<?> start() {
    Followers followers = new Followers();
    RoomSteps steps = new RoomSteps(vertx, settings.rules(), bus, store, followers);
    sweep = new Sweep(bus, store, steps);
    sweep.start(vertx, settings.sweep());
    return bus.hear(Topic.FOLLOWING, said -> followers.hear(said, System.nanoTime()))
        .compose(heard -> bus.serve(Service.ROOMS, question -> answer(steps, question)));
  }

  @Override
  public Future<?> stop() {
    if (sweep != null) {
      sweep.stop();
    }
    return Future.succeededFuture();
  }

  private Future<RoomAnswer> answer(RoomSteps steps, RoomRequest question) {
    return carryOut(steps, question)
        .recover(failure -> {
          LOG.log(Level.DEBUG, "A question was not answered", failure);
          return Future.succeededFuture(new RoomAnswer.Unavailable());
        });
  }

  private Future<RoomAnswer> carryOut(RoomSteps steps, RoomRequest question) {
    return switch (question) {
      case RoomRequest.Command command ->
          steps
              .take(command.room(), (room, context) -> room.handle(command, context))
              .map(RoomChange::answer);
      case RoomRequest.Load load -> store.load(load.room()).map(found -> loaded(found, null));
      case RoomRequest.Since since -> since(since);
      case RoomRequest.Heads heads ->
          store
              .heads(heads.rooms())
              .map(found -> new RoomAnswer.Heads(found.epoch(), found.heads()));
    };
  }

  /** The room is loaded after the changes, so it is never behind them. */
  private Future<RoomAnswer> since(RoomRequest.Since since) {
    return store
        .since(since.room(), since.incarnation(), since.rev())
        .compose(
            changes -> store.load(since.room()).map(found -> loaded(found, changes.orElse(null))));
  }

  private static RoomAnswer loaded(RoomStore.Loaded found, @Nullable RoomChanges changes) {
    Room room = found.room();
    RoomState state = room == null ? null : room.state();
    return new RoomAnswer.Loaded(found.epoch().id(), state, changes);
  }
}
