package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The rules of a room.
 *
 * @param capacity members at most, 1 to 50, those away included
 * @param tag new at each change, part of the room's digest
 */
public record Policy(int capacity, Hex64 tag) {
  public Policy {
    Check.range("capacity", (long) capacity, 1, Limits.MAX_CAPACITY);
    Check.present("tag", tag);
  }

  /** What a moderator asks for; what is null stays as it is. */
  public record Change(@Nullable Integer capacity) {
    public Change {
      if (capacity != null) {
        Check.range("capacity", capacity.longValue(), 1, Limits.MAX_CAPACITY);
      }
    }
  }
}
