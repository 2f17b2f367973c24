package dev.parley.gateway.relay;

import dev.parley.gateway.tokens.Claims;
import dev.parley.protocol.UserId;
import dev.parley.protocol.wire.ErrorCode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Whom sessions may watch and ring: whomever their tokens name, or everybody where none are asked
 * for. Whoever resumed without one shows it first.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
record Sight(Node node) {
  private static final String UNSEEN = "The session may not see that user.";

  /** Why it may not see one of these users; null where it may see them all. */
  @Nullable ErrorCode refusal(Attendance attendance, Collection<UserId> users) {
    Claims claims = attendance.peer.token().claims();
    if (node.authority().isOpen() || users.isEmpty()) {
      return null;
    }
    if (claims == null || !users.stream().allMatch(claims::maySee)) {
      return ErrorCode.FORBIDDEN;
    }
    return Claims.isOver(claims.expires(), node.now()) ? ErrorCode.TOKEN_EXPIRED : null;
  }

  /** The sentence of that refusal. */
  static String reason(ErrorCode refusal) {
    return refusal == ErrorCode.FORBIDDEN ? UNSEEN : refusal.sentence();
  }
}
