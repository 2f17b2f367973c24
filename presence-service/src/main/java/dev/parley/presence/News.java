package dev.parley.presence;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.Ring;
import dev.parley.runtime.Bus;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells every gateway of users that have changed: what happens within 100 ms in one message, of
 * each user the latest alone; and of rings at once. A message may be lost: gateways compare
 * revisions, and rings are told again.
 *
 * <p><em>Threading:</em> the context of the verticle.
 */
final class News {
  private static final NodeId NAME = new NodeId("presence");
  private static final long PAUSE_MS = 100;

  /** Users, or rings, in a message. */
  private static final int MOST = 500;

  private final Bus bus;
  private final Vertx vertx;
  private final Map<UserId, Presence> waiting = new LinkedHashMap<>();

  News(Vertx vertx, Bus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  /** At once: somebody waits for it. */
  void ring(Ring ring) {
    rings(List.of(ring));
  }

  void rings(List<Ring> rings) {
    for (int start = 0; start < rings.size(); start += MOST) {
      List<Ring> part = rings.subList(start, Math.min(rings.size(), start + MOST));
      bus.publish(NAME, new NodeMessage.Rings(part));
    }
  }

  void add(Map<UserId, Presence> changed) {
    if (waiting.isEmpty() && !changed.isEmpty()) {
      vertx.setTimer(PAUSE_MS, elapsed -> tell());
    }
    changed.forEach((user, now) -> waiting.merge(user, now, News::later));
  }

  private static Presence later(Presence one, Presence other) {
    return one.rev() > other.rev() ? one : other;
  }

  private void tell() {
    Map<UserId, Presence> part = new HashMap<>();
    waiting.forEach((user, now) -> {
      part.put(user, now);
      if (part.size() == MOST) {
        publish(part);
      }
    });
    waiting.clear();
    if (!part.isEmpty()) {
      publish(part);
    }
  }

  private void publish(Map<UserId, Presence> part) {
    bus.publish(NAME, new NodeMessage.Presences(part));
    part.clear();
  }
}
