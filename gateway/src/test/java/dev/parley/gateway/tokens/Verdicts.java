package dev.parley.gateway.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.wire.ErrorCode;
import dev.parley.runtime.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What tests ask of an authority. */
final class Verdicts {
  private static final long PATIENCE_SECONDS = 60;

  private Verdicts() {}

  /** The authority that these variables make. */
  static Authority authority(Vertx vertx, InstantSource clock, Map<String, String> environment) {
    TokenSettings settings = TokenSettings.from(Settings.read(environment, TokenSettings.ALL));
    return await(settings.authority(vertx, clock));
  }

  static Claims good(Authority authority, String token) {
    return await(authority.verify(token));
  }

  static void refused(ErrorCode code, Authority authority, String token, String why) {
    Future<Claims> verdict = authority.verify(token).map(claims -> claims);
    Future<Boolean> settled = verdict.map(true).otherwise(false);
    await(settled);
    assertTrue(verdict.failed(), () -> why + " was believed");
    TokenRefused refused = assertInstanceOf(TokenRefused.class, verdict.cause(), why);
    assertEquals(code, refused.code(), why);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
