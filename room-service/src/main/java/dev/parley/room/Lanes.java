package dev.parley.room;

import dev.parley.protocol.RoomName;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lets the tasks of one room run one after the other, and those of different rooms side by side: so
 * one instance does not compete with itself for a revision.
 *
 * <p><em>Threading:</em> one event loop.
 */
final class Lanes {
  /** A room has 50 members at most, with one command under way each. */
  static final int LONGEST = 256;

  private final Map<RoomName, Lane> lanes = new HashMap<>();

  private static final class Lane {
    Future<?> last = Future.succeededFuture();
    int tasks;
  }

  /** Fails at once where too many wait already. */
  <T> Future<T> inTurn(RoomName room, Supplier<Future<T>> task) {
    Lane lane = lanes.computeIfAbsent(room, name -> new Lane());
    if (lane.tasks >= LONGEST) {
      return Future.failedFuture(new IllegalStateException("too many commands for one room"));
    }
    lane.tasks++;
    Future<T> mine = lane.last.transform(done -> task.get());
    lane.last = mine;
    return mine.onComplete(done -> leave(room, lane));
  }

  private void leave(RoomName room, Lane lane) {
    lane.tasks--;
    if (lane.tasks == 0) {
      lanes.remove(room);
    }
  }

  int size() {
    return lanes.size();
  }
}
