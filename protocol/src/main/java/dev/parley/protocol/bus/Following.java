package dev.parley.protocol.bus;

import dev.parley.protocol.Check;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import java.util.List;

/**
 * That gateway wants the ops of these rooms, whether or not it hosts members of them. Said to every
 * instance of room-service at once when a room is added, and again and again of all; who is not
 * told for a while forgets it.
 *
 * @param all whether these are all rooms that the gateway follows; if not, others stay
 */
public record Following(NodeId node, boolean all, List<RoomName> rooms) {
  public Following {
    Check.present("node", node);
    rooms = List.copyOf(Check.present("rooms", rooms));
  }
}
