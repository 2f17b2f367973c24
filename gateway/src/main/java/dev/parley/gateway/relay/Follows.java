package dev.parley.gateway.relay;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.Following;
import dev.parley.protocol.bus.RoomState;
import dev.parley.runtime.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rooms that somebody here follows without being in them. room-service is told which they are,
 * at once and again with each heartbeat, and sends their ops here as if members were here; an op
 * that is lost all the same shows at the next comparison of heads.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
public final class Follows {
  /** Well within the time after which room-service forgets who follows. */
  private static final long LONGEST_MS = 5_000;

  private final Node node;
  private final HostedRooms rooms;
  private final Set<RoomName> names = new HashSet<>();

  Follows(Node node, HostedRooms rooms) {
    this.node = node;
    this.rooms = rooms;
  }

  /** Says again and again what is followed, until the verticle is undeployed. */
  void start() {
    long every = Math.min(LONGEST_MS, node.settings().heartbeat().toMillis());
    node.vertx().setPeriodic(every, tick -> repeat());
  }

  private void repeat() {
    if (!names.isEmpty()) {
      node.bus().tell(Topic.FOLLOWING, new Following(node.id(), true, List.copyOf(names)));
    }
  }

  /** How many rooms are followed. */
  public int size() {
    return names.size();
  }

  /**
   * From now on tells the listener what is news; what there is, {@link #look} says, and while that
   * is unknown the listener is told when it is known.
   */
  public void follow(RoomName name, RoomListener listener) {
    HostedRoom room = rooms.at(name);
    room.audience().add(listener);
    if (names.add(name)) {
      node.bus().tell(Topic.FOLLOWING, new Following(node.id(), false, List.of(name)));
      room.refresh();
    }
  }

  /** Tells the listener nothing any more. */
  public void unfollow(RoomName name, RoomListener listener) {
    HostedRoom room = rooms.at(name);
    room.audience().remove(listener);
    if (room.audience().isEmpty()) {
      names.remove(name);
    }
    rooms.drop(room);
  }

  /** A followed room as all who follow it have been told it by now. */
  public RoomView look(RoomName name) {
    HostedRoom room = rooms.at(name);
    room.tellAudience();
    RoomState state = room.state();
    if (state != null) {
      return new RoomView.Present(state.snapshot());
    }
    return room.audience().believesAbsent() ? new RoomView.Absent() : new RoomView.Unknown();
  }
}
