package dev.parley.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway has made sure of about one session: what its token says, or in open mode the user
 * that it names itself. Travels between servers only.
 *
 * @param user who it is; null where nobody has said so
 * @param role null in open mode: the first in a room is its owner, later ones are members
 * @param publish null for all kinds
 * @param token names the token; null in open mode, or where the token has no name
 * @param expires when the token ends (ms since 1970); null in open mode
 */
public record Grant(
    @Nullable UserId user,
    @Nullable Role role,
    @Nullable List<Publish> publish,
    @Nullable TokenId token,
    @Nullable Long expires) {
  /** Of somebody about whom nothing is known. */
  public static final Grant OPEN = new Grant(null, null, null, null, null);

  public Grant {
    publish = Publish.normal(publish);
    if (expires != null) {
      Check.whole("expires", expires);
    }
  }
}
