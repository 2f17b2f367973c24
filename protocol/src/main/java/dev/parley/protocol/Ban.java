package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who stays out until the ban is lifted or the room ends, as everybody in the room sees
 * it.
 *
 * @param session the one that was banned; names the ban
 * @param user who may not come by another session either
 * @param name what the profile said, at most 64 characters of it
 * @param since when it was banned (ms since 1970, the store's clock)
 * @param tag 64 random bits, part of the room's digest
 */
public record Ban(
    SessionId session, @Nullable UserId user, @Nullable String name, long since, Hex64 tag) {
  /** Characters of a name at most, as Unicode counts them. */
  private static final int NAME = 64;

  public Ban {
    Check.present("session", session);
    if (name != null) {
      name = shortened(Check.text("name", name));
    }
    Check.whole("since", since);
    Check.present("tag", tag);
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME));
  }
}
