package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The rules of a room.
 *
 * @param capacity members at most, 1 to 50, those away included
 * @param relay whether media goes over TURN servers alone, so that no member learns another's
 *     addresses
 * @param lobby whether guests wait until they are admitted
 * @param locked whether nobody new may come but owners and moderators by their tokens
 * @param strict whether the end of a token ends its session
 * @param tag new at each change, part of the room's digest
 */
public record Policy(
    int capacity,
    boolean relay,
    @OnlyTrue boolean lobby,
    @OnlyTrue boolean locked,
    @OnlyTrue boolean strict,
    Hex64 tag) {
  public Policy {
    Check.range("capacity", (long) capacity, 1, Limits.MAX_CAPACITY);
    Check.present("tag", tag);
  }

  /** An open room: without a lobby, not locked, not strict. */
  public Policy(int capacity, boolean relay, Hex64 tag) {
    this(capacity, relay, false, false, false, tag);
  }

  /** The rules after a change. */
  public Policy with(Change change, Hex64 newTag) {
    return new Policy(
        change.capacity() == null ? capacity : change.capacity(),
        changed(relay, change.relay()),
        changed(lobby, change.lobby()),
        changed(locked, change.locked()),
        changed(strict, change.strict()),
        newTag);
  }

  private static boolean changed(boolean old, @Nullable Boolean asked) {
    return asked == null ? old : asked;
  }

  /** What a moderator asks for; what is null stays as it is. */
  public record Change(
      @Nullable Integer capacity,
      @Nullable Boolean relay,
      @Nullable Boolean lobby,
      @Nullable Boolean locked,
      @Nullable Boolean strict) {
    public Change {
      if (capacity != null) {
        Check.range("capacity", capacity.longValue(), 1, Limits.MAX_CAPACITY);
      }
    }

    /** A change of these two alone. */
    public Change(@Nullable Integer capacity, @Nullable Boolean relay) {
      this(capacity, relay, null, null, null);
    }

    /** Locks the room, or unlocks it. */
    public static Change locked(boolean locked) {
      return new Change(null, null, null, locked, null);
    }
  }
}
