package dev.parley.gateway.tokens;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Who decides what the bearer of a token may do.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
public interface Authority {
  /**
   * What a token allows.
   *
   * @param token as the client sent it; null where it sent none
   * @return fails with {@link TokenRefused} and with nothing else
   */
  Future<Claims> verify(@Nullable String token);

  /** Whether this server asks for no tokens: everybody is who they say, and may do everything. */
  boolean isOpen();
}
