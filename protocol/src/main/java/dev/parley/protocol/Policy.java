package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The rules of a room.
 *
 * @param capacity members at most, 1 to 50, those away included
 * @param relay whether media goes over TURN servers alone, so that no member learns another's
 *     addresses
 * @param tag new at each change, part of the room's digest
 */
public record Policy(int capacity, boolean relay, Hex64 tag) {
  public Policy {
    Check.range("capacity", (long) capacity, 1, Limits.MAX_CAPACITY);
    Check.present("tag", tag);
  }

  /** The rules after a change. */
  public Policy with(Change change, Hex64 newTag) {
    return new Policy(
        change.capacity() == null ? capacity : change.capacity(),
        change.relay() == null ? relay : change.relay(),
        newTag);
  }

  /** What a moderator asks for; what is null stays as it is. */
  public record Change(@Nullable Integer capacity, @Nullable Boolean relay) {
    public Change {
      if (capacity != null) {
        Check.range("capacity", capacity.longValue(), 1, Limits.MAX_CAPACITY);
      }
    }
  }
}
