package dev.parley.allinone.client;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The changes of a client's own profile: one is outstanding, of those that wait the last counts,
 * and each is repeated under its id until it is answered.
 */
final class Updates {
  private final Pace pace;
  private final LongSupplier now;
  private final BooleanSupplier live;
  private final Supplier<CommandId> ids;
  private final Consumer<ClientFrame> out;
  private ClientFrame.Update outstanding;
  private long sentAt;
  private Integer wanted;
  private Integer value;

  Updates(
      Pace pace,
      LongSupplier now,
      BooleanSupplier live,
      Supplier<CommandId> ids,
      Consumer<ClientFrame> out) {
    this.pace = pace;
    this.now = now;
    this.live = live;
    this.ids = ids;
    this.out = out;
  }

  /** The value that was set last; null before the first. */
  Integer value() {
    return value;
  }

  boolean isIdle() {
    return outstanding == null && wanted == null;
  }

  void set(int number) {
    value = number;
    wanted = number;
    send();
  }

  /** Sends what is wanted, unless an answer is awaited. */
  void send() {
    if (!live.getAsBoolean() || outstanding != null || wanted == null) {
      return;
    }
    TreeMap<String, JsonNode> set = new TreeMap<>();
    set.put("n", JsonNodeFactory.instance.numberNode(wanted));
    outstanding = new ClientFrame.Update(ids.get(), new Values(set), List.of());
    wanted = null;
    repeat(now.getAsLong());
  }

  private void repeat(long at) {
    sentAt = at;
    out.accept(outstanding);
  }

  void tick(long at) {
    if (outstanding != null && at - sentAt >= pace.repeat()) {
      repeat(at);
    }
  }

  void resumed() {
    if (outstanding != null) {
      out.accept(outstanding);
    } else {
      send();
    }
  }

  void done(CommandId id) {
    if (outstanding != null && outstanding.id().equals(id)) {
      outstanding = null;
      send();
    }
  }

  /** A new session knows nothing of what was set in the old one. */
  void again() {
    outstanding = null;
    wanted = value;
  }

  @Override
  public String toString() {
    return String.valueOf(outstanding);
  }
}
