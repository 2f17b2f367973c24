package dev.parley.gateway.relay;

import dev.parley.protocol.RingId;
import dev.parley.protocol.bus.Ring;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rings that ended last, more than end within the time for which they are told again.
 *
 * <p><em>Threading:</em> one thread.
 */
final class EndedRings {
  private static final int MOST = 1_000;

  private final Map<RingId, Ring> rings = new LinkedHashMap<>();

  /** Whether that one is new here. */
  boolean add(Ring ring) {
    boolean fresh = rings.putIfAbsent(ring.id(), ring) == null;
    if (rings.size() > MOST) {
      rings.remove(rings.keySet().iterator().next());
    }
    return fresh;
  }

  /** The one of that id; null where it has not ended, as far as this one knows. */
  @Nullable Ring get(RingId id) {
    return rings.get(id);
  }
}
