package dev.parley.gateway.tokens;

import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.Future;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Believes a token that one of our keys has signed, that was made for this server, and whose time
 * it is (RFC 7519, section 7.2; RFC 8725).
 *
 * <p><em>Threading:</em> the event loop.
 */
final class TokenAuthority implements Authority {
  private static final System.Logger LOG = System.getLogger(TokenAuthority.class.getName());

  private final KeyRing keys;
  private final String audience;
  private final String issuer;
  private final InstantSource clock;

  /**
   * An authority of its own.
   *
   * @param issuer that a token must name; empty: any or none
   */
  TokenAuthority(KeyRing keys, String audience, String issuer, InstantSource clock) {
    this.keys = keys;
    this.audience = audience;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public Future<Claims> verify(@Nullable String text) {
    CompactToken token = text == null ? null : CompactToken.read(text);
    return token == null
        ? refused(ErrorCode.BAD_TOKEN)
        : keys.find(token.header().kid())
            .compose(key -> key.signed(token))
            .compose(signed -> signed ? judge(token.payload()) : refused(ErrorCode.BAD_TOKEN))
            .recover(TokenAuthority::settled);
  }

  /** Whatever else fails is ours, and is told without a word of what it failed on. */
  private static Future<Claims> settled(Throwable failure) {
    if (failure instanceof TokenRefused) {
      return Future.failedFuture(failure);
    }
    LOG.log(Level.ERROR, "A token could not be judged: {0}", failure.getClass().getName());
    return refused(ErrorCode.UNAVAILABLE);
  }

  private Future<Claims> judge(CompactToken.Payload payload) {
    long now = clock.millis();
    boolean ours =
        payload.aud().contains(audience) && (issuer.isEmpty() || issuer.equals(payload.iss()));
    if (!ours || now < payload.begins() - Claims.SKEW_MS) {
      return refused(ErrorCode.BAD_TOKEN);
    }
    return Claims.isOver(payload.expires(), now)
        ? refused(ErrorCode.TOKEN_EXPIRED)
        : Future.succeededFuture(Claims.of(payload));
  }

  private static Future<Claims> refused(ErrorCode code) {
    return Future.failedFuture(new TokenRefused(code));
  }
}
