package dev.parley.gateway.tokens;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Where no token is asked for, none is looked at.
 *
 * <p><em>Threading:</em> immutable.
 */
final class OpenAuthority implements Authority {
  @Override
  public Future<Claims> verify(@Nullable String token) {
    return Future.succeededFuture(Claims.OPEN);
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
