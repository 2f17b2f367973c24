package dev.parley.gateway.tokens;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import org.jspecify.annotations.Nullable;

/**
 * One key, and the one algorithm that it may be used with; so a public key can never pass for a
 * secret, and no token chooses how it is checked (RFC 8725, section 3.1).
 *
 * <p><em>Threading:</em> the event loop.
 */
final class TokenKey {
  /** As far as Vert.x is concerned every moment is now: {@link TokenAuthority} knows the time. */
  private static final JWTOptions ANY_TIME =
      new JWTOptions().setIgnoreExpiration(true).setLeeway(Integer.MAX_VALUE);

  private static final String UNREADABLE = "is no key that can be read";
  private static final TokenCredentials UNSIGNED = new TokenCredentials("eyJhbGciOiJub25lIn0.e30.");

  private final @Nullable String kid;
  private final String algorithm;
  private final JWTAuth provider;

  private TokenKey(@Nullable String kid, String algorithm, JWTAuth provider) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.provider = provider;
  }

  /** A secret that the makers of tokens share, for HS256. */
  static TokenKey secret(Vertx vertx, Secret secret) {
    return of(
        vertx,
        new PubSecKeyOptions()
            .setAlgorithm("HS256")
            .setId(secret.kid())
            .setBuffer(secret.secret()));
  }

  /**
   * A public key.
   *
   * @param pem an X.509 SubjectPublicKeyInfo (RFC 7468, section 13)
   * @throws IllegalArgumentException whose message completes "…: " where it is none
   */
  static TokenKey pem(Vertx vertx, @Nullable String kid, String pem) {
    String algorithm = PublicKeys.algorithmOf(pem);
    return of(
        vertx, new PubSecKeyOptions().setAlgorithm(algorithm).setId(kid).setBuffer(pem.strip()));
  }

  /**
   * A public key.
   *
   * @param jwk RFC 7517; what it holds beyond the public key is left out
   * @throws IllegalArgumentException if it is none that may check signatures here
   */
  static TokenKey jwk(Vertx vertx, JsonObject jwk) {
    JsonObject key = PublicKeys.publicPart(jwk);
    return of(vertx, new JWTAuthOptions().addJwk(key), key.getString("kid"), key.getString("alg"));
  }

  private static TokenKey of(Vertx vertx, PubSecKeyOptions key) {
    return of(vertx, new JWTAuthOptions().addPubSecKey(key), key.getId(), key.getAlgorithm());
  }

  private static TokenKey of(
      Vertx vertx, JWTAuthOptions options, @Nullable String kid, String algorithm) {
    JWTAuth provider;
    try {
      provider = JWTAuth.create(vertx, options.setJWTOptions(ANY_TIME));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(UNREADABLE, e);
    }
    // What Vert.x cannot read it leaves out, and a provider without keys takes unsigned tokens.
    if (provider.authenticate(UNSIGNED).succeeded()) {
      throw new IllegalArgumentException(UNREADABLE);
    }
    return new TokenKey(kid, algorithm, provider);
  }

  @Nullable String kid() {
    return kid;
  }

  /** Whether this key made the signature; algorithm and length of that must fit, too. */
  Future<Boolean> signed(CompactToken token) {
    if (!algorithm.equals(token.header().alg()) || !fits(token.signature())) {
      return Future.succeededFuture(false);
    }
    return provider
        .authenticate(new TokenCredentials(token.text()))
        .map(user -> true)
        .otherwise(false);
  }

  /** RFC 7518, section 3.4: r and s, and no other way of writing them. */
  private boolean fits(int signature) {
    return switch (algorithm) {
      case "ES256" -> signature == 64;
      case "ES384" -> signature == 96;
      case "ES512" -> signature == 132;
      default -> true;
    };
  }
}
