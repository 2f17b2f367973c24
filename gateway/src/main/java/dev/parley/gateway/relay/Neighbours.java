package dev.parley.gateway.relay;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What gateways lend each other while the store does not answer: their replicas of rooms.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Neighbours {
  private static final long WAIT_MS = 500;

  private record Search(HostedRoom room, SessionId session, Promise<Void> over) {}

  private final Node node;
  private final Function<RoomName, @Nullable HostedRoom> rooms;
  private final List<Search> searches = new ArrayList<>();

  Neighbours(Node node, Function<RoomName, @Nullable HostedRoom> rooms) {
    this.node = node;
    this.rooms = rooms;
  }

  /**
   * Asks all gateways for a room in which this session is, or was.
   *
   * @return completes when one has come, or after 500 ms
   */
  Future<Void> seek(HostedRoom room, SessionId session) {
    if (searches.stream().noneMatch(search -> search.room() == room)) {
      node.bus().publish(node.id(), new NodeMessage.Wanted(room.name(), node.id()));
    }
    Search search = new Search(room, session, Promise.promise());
    searches.add(search);
    long timer = node.vertx().setTimer(WAIT_MS, elapsed -> search.over().tryComplete());
    return search
        .over()
        .future()
        .onComplete(over -> {
          node.vertx().cancelTimer(timer);
          searches.remove(search);
        });
  }

  /** A gateway asks. */
  void hear(NodeMessage.Wanted wanted) {
    HostedRoom room = rooms.apply(wanted.room());
    RoomState state = room == null ? null : room.state();
    Hex64 epoch = room == null ? null : room.rescue().life();
    if (state != null && epoch != null) {
      node.bus().send(wanted.node(), new NodeMessage.Replica(epoch, state));
    }
  }

  /** A gateway answers; a better answer may still come, and is taken as well. */
  void hear(NodeMessage.Replica offered) {
    HostedRoom room = rooms.apply(offered.state().id());
    if (room != null) {
      room.offered(offered.epoch(), offered.state());
      List.copyOf(searches).stream()
          .filter(search -> search.room() == room && room.knows(search.session()))
          .forEach(search -> search.over().tryComplete());
    }
  }
}
