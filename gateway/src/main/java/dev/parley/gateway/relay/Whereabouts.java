package dev.parley.gateway.relay;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions of one room are that moved while the store could not be told: what their gateways
 * say, laid over the replica. It is forgotten when the replica knows better, or when nobody has
 * said it for 5 s.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Whereabouts {
  private static final long LIFE_NANOS = 5_000_000_000L;

  private record Place(long generation, NodeId node, long since) {}

  private final Map<SessionId, Place> places = new HashMap<>();

  /** Notes what a gateway said; of several generations the highest counts. */
  void note(NodeMessage.Moved moved, long now) {
    Place known = places.get(moved.session());
    if (known == null || known.generation() <= moved.generation()) {
      places.put(moved.session(), new Place(moved.generation(), moved.node(), now));
    }
  }

  /** The gateway that holds the session of that entry of the replica; null when it is away. */
  @Nullable NodeId of(Entry entry, long now) {
    Place place = news(entry, now);
    if (place != null) {
      return place.node();
    }
    return entry.isUp() ? entry.seat().node() : null;
  }

  /** Whether a socket of that generation at that node is older than one that is known. */
  boolean fences(Entry entry, long generation, NodeId node, long now) {
    Place place = news(entry, now);
    Seat seat = entry.seat();
    return place == null
        ? isOlder(generation, node, seat.generation(), seat.node())
        : isOlder(generation, node, place.generation(), place.node());
  }

  private static boolean isOlder(long generation, NodeId node, long known, NodeId holder) {
    return generation < known || (generation == known && !holder.equals(node));
  }

  private @Nullable Place news(Entry entry, long now) {
    Place place = places.get(entry.member().session());
    return place != null && isNews(place, entry, now) ? place : null;
  }

  /** Forgets what the replica knows as well. */
  void compare(RoomState state, long now) {
    places
        .entrySet()
        .removeIf(place -> {
          Entry entry = state.entry(place.getKey());
          return entry == null || !isNews(place.getValue(), entry, now);
        });
  }

  private static boolean isNews(Place place, Entry entry, long now) {
    long known = entry.seat().generation();
    return now - place.since() <= LIFE_NANOS
        && (place.generation() > known || (place.generation() == known && !entry.isUp()));
  }
}
