package dev.parley.room;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.Following;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which gateways want to hear of which rooms without hosting members of them. Only what was said
 * lately: each instance of the service is told again and again, so none has to keep or share it,
 * and a gateway that is gone is forgotten.
 *
 * <p><em>Threading:</em> the event loop of the verticle.
 */
final class Followers {
  /** Three times the longest heartbeat that anybody runs by default. */
  private static final long LIFE_NANOS = 15_000_000_000L;

  private record Said(Set<RoomName> rooms, long when) {}

  private final Map<NodeId, Said> said = new HashMap<>();

  /** Takes what a gateway says at that time, by the clock of spans. */
  void hear(Following following, long now) {
    Said before = said.get(following.node());
    Set<RoomName> rooms = before == null || following.all() ? new HashSet<>() : before.rooms();
    rooms.addAll(following.rooms());
    said.values().removeIf(each -> isOver(each, now));
    if (rooms.isEmpty()) {
      said.remove(following.node());
    } else {
      said.put(following.node(), new Said(rooms, now));
    }
  }

  /** The gateways that follow the room. */
  Set<NodeId> of(RoomName room, long now) {
    return said.entrySet().stream()
        .filter(each -> !isOver(each.getValue(), now) && each.getValue().rooms().contains(room))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isOver(Said each, long now) {
    return now - each.when() > LIFE_NANOS;
  }
}
