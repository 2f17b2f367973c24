package dev.parley.room;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomState;
import dev.parley.runtime.Bus;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway that does nothing but hear. */
final class Follower {
  private final List<NodeMessage> heard = new CopyOnWriteArrayList<>();

  static Future<Follower> on(Bus bus, NodeId node) {
    Follower follower = new Follower();
    return bus.listen(node, follower.heard::add).map(listening -> follower);
  }

  List<RoomChanges> changes() {
    return heard.stream()
        .filter(NodeMessage.Ops.class::isInstance)
        .map(ops -> ((NodeMessage.Ops) ops).changes())
        .toList();
  }

  List<NodeMessage> fences() {
    return heard.stream().filter(NodeMessage.Fence.class::isInstance).toList();
  }

  /** The room after all that was heard of it, in whatever order it came, up to the first gap. */
  RoomState after(RoomState state) {
    for (RoomChanges changes : changes()) {
      if (changes.incarnation().equals(state.incarnation())
          && changes.prev() == state.rev()
          && !changes.ops().isEmpty()) {
        return after(state.apply(changes));
      }
    }
    return state;
  }
}
