package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits in the lobby, as everybody in the room sees it.
 *
 * @param session the id that the person has in the room, once admitted
 * @param since when it came (ms since 1970, the store's clock)
 * @param tag 64 random bits, new at each change of the entry, part of the room's digest
 */
public record Knock(
    SessionId session, @Nullable UserId user, Values profile, long since, Hex64 tag) {
  public Knock {
    Check.present("session", session);
    Check.present("profile", profile).within("profile", Limits.PROFILE);
    Check.whole("since", since);
    Check.present("tag", tag);
  }

  public Knock tagged(Hex64 newTag) {
    return new Knock(session, user, profile, since, newTag);
  }
}
