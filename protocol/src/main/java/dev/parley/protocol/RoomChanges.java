package dev.parley.protocol;

import java.util.List;

/**
 * A run of ops of one incarnation of a room, from revision {@code prev} (excluded) to {@code rev}.
 *
 * @param ops in order; {@code rev - prev} of them
 */
public record RoomChanges(Hex64 incarnation, long prev, long rev, List<RoomOp> ops) {
  public RoomChanges {
    Check.present("incarnation", incarnation);
    ops = List.copyOf(Check.present("ops", ops));
    Check.whole("prev", prev);
    Check.whole("rev", rev);
    if (rev - prev != ops.size()) {
      throw new IllegalArgumentException("rev - prev must be the number of ops");
    }
  }

  public RoomChanges forClients() {
    return new RoomChanges(incarnation, prev, rev, ops.stream().map(RoomOp::forClients).toList());
  }

  /**
   * These changes followed by {@code next}.
   *
   * @throws IllegalArgumentException if {@code next} does not start where these end
   */
  public RoomChanges then(RoomChanges next) {
    if (!next.incarnation.equals(incarnation) || next.prev != rev) {
      throw new IllegalArgumentException("changes must follow each other");
    }
    List<RoomOp> all = new java.util.ArrayList<>(ops);
    all.addAll(next.ops);
    return new RoomChanges(incarnation, prev, next.rev, all);
  }
}
