package dev.parley.allinone.client;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a client tells about itself: one update at a time, repeated until it is answered; of those
 * that come in the meantime the last counts.
 *
 * <p>Threading: the client's.
 */
final class Updates {
  private final Pace pace;
  private final Supplier<CommandId> ids;
  private final Consumer<ClientFrame> send;
  private ClientFrame.Update outstanding;
  private long sentAt;
  private Integer wanted;
  private Integer value;

  Updates(Pace pace, Supplier<CommandId> ids, Consumer<ClientFrame> send) {
    this.pace = pace;
    this.ids = ids;
    this.send = send;
  }

  Integer value() {
    return value;
  }

  void want(int number) {
    value = number;
    wanted = number;
  }

  /** Sends what is wanted, unless something is outstanding. */
  void next(long now) {
    if (outstanding == null && wanted != null) {
      TreeMap<String, JsonNode> set = new TreeMap<>();
      set.put("n", JsonNodeFactory.instance.numberNode(wanted));
      outstanding = new ClientFrame.Update(ids.get(), new Values(set), List.of());
      wanted = null;
      sentAt = now;
      send.accept(outstanding);
    }
  }

  /** The session has a socket again. */
  void resumed(long now) {
    if (outstanding == null) {
      next(now);
    } else {
      sentAt = now;
      send.accept(outstanding);
    }
  }

  void tick(long now) {
    if (outstanding != null && now - sentAt >= pace.repeat()) {
      resumed(now);
    }
  }

  void answered(CommandId id, long now) {
    if (outstanding != null && outstanding.id().equals(id)) {
      outstanding = null;
      next(now);
    }
  }

  /** Another session begins, of which nothing has been told. */
  void startAfresh() {
    outstanding = null;
    wanted = value;
  }

  boolean isIdle() {
    return outstanding == null && wanted == null;
  }

  @Override
  public String toString() {
    return "outstanding " + outstanding + ", wanted " + wanted;
  }
}
