package dev.parley.gateway.tokens;

import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that make tokens good: those of the settings, and those of a JWKS URL where there is
 * one. A token names its key; only where there is a single key it need not.
 *
 * <p><em>Threading:</em> the event loop.
 */
final class KeyRing {
  private final List<TokenKey> own;
  private final @Nullable RemoteKeys remote;

  KeyRing(List<TokenKey> own, @Nullable RemoteKeys remote) {
    this.own = List.copyOf(own);
    this.remote = remote;
  }

  /**
   * The key that a token names.
   *
   * @return fails with {@link TokenRefused} where there is none
   */
  Future<TokenKey> find(@Nullable String kid) {
    TokenKey known = known(kid);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    // Every key of a set has a name, so a token without one cannot mean any that is still to come.
    return remote == null || kid == null
        ? refused(ErrorCode.BAD_TOKEN)
        : remote.refreshSoon().compose(answered -> foundAfter(kid, answered));
  }

  private Future<TokenKey> foundAfter(String kid, boolean answered) {
    TokenKey known = known(kid);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    return refused(answered ? ErrorCode.BAD_TOKEN : ErrorCode.UNAVAILABLE);
  }

  private static Future<TokenKey> refused(ErrorCode code) {
    return Future.failedFuture(new TokenRefused(code));
  }

  private @Nullable TokenKey known(@Nullable String kid) {
    List<TokenKey> all = all().toList();
    if (all.size() == 1 && (kid == null || all.getFirst().kid() == null)) {
      return all.getFirst();
    }
    return kid == null
        ? null
        : all.stream().filter(key -> kid.equals(key.kid())).findFirst().orElse(null);
  }

  private Stream<TokenKey> all() {
    return remote == null ? own.stream() : Stream.concat(own.stream(), remote.keys().stream());
  }
}
