package dev.parley.gateway.relay;

import dev.parley.gateway.tokens.Claims;
import org.jspecify.annotations.Nullable;

/**
 * The token that a client has shown last.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class ShownToken {
  private @Nullable Claims claims;
  private @Nullable Claims warnedOf;

  /** The client has shown a token that allows that; of several the last one counts. */
  void shown(Claims now) {
    claims = now;
  }

  /** What it allows; null where none was shown since the client came. */
  @Nullable Claims claims() {
    return claims;
  }

  /** Whether the client has not been told of the end of that token; now it is. */
  boolean isUnwarnedOf(Claims ending) {
    boolean unwarned = !ending.equals(warnedOf);
    warnedOf = ending;
    return unwarned;
  }
}
