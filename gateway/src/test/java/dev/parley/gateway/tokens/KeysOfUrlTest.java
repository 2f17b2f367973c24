package dev.parley.gateway.tokens;

import static dev.parley.gateway.tokens.Forge.header;
import static dev.parley.gateway.tokens.Verdicts.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Json;
import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of a JWKS URL, from a server of HTTP that rotates them, fails, and comes back. */
class KeysOfUrlTest {
  private static final KeyPair FIRST = Forge.ec("secp256r1");
  private static final KeyPair SECOND = Forge.ec("secp256r1");
  private static final Duration NEVER = Duration.ofHours(24);
  private static final Duration APART = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final List<Long> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile Consumer<HttpServerRequest> answer = request -> {};
  private HttpServer server;

  @BeforeEach
  void open() {
    serve(Forge.jwk("k1", FIRST));
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> {
                  asked.add(System.nanoTime());
                  answer.accept(request);
                })
                .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void serve(Object... keys) {
    Buffer body = Buffer.buffer(Json.write(Map.of("keys", List.of(keys))));
    answer = request -> request.response().end(body);
  }

  private RemoteKeys keys(Duration every, Duration within) {
    URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/jwks.json");
    return new RemoteKeys(vertx, url, new RemoteKeys.Pace(every, APART, within));
  }

  /** Asks on the event loop on which everything happens, as in a gateway. */
  private record OnLoop(Context loop, Authority authority) implements Authority {
    @Override
    public Future<Claims> verify(String token) {
      return on(loop, () -> authority.verify(token));
    }

    @Override
    public boolean isOpen() {
      return authority.isOpen();
    }
  }

  private static <T> Future<T> on(Context loop, Supplier<Future<T>> action) {
    return Future.future(promise -> loop.runOnContext(turn -> action.get().onComplete(promise)));
  }

  private Authority started(Duration every, Duration within) {
    return await(on(loop, () -> make(every, within)));
  }

  private Future<Authority> make(Duration every, Duration within) {
    RemoteKeys keys = keys(every, within);
    KeyRing ring = new KeyRing(List.of(), keys);
    Authority made = new TokenAuthority(ring, "parley", "", InstantSource.system());
    return keys.start().map(answered -> new OnLoop(loop, made));
  }

  private Authority started() {
    return started(NEVER, PATIENCE);
  }

  private static String by(String kid, KeyPair keys) {
    return Forge.signed(
        "SHA256withECDSAinP1363Format",
        keys,
        header("ES256", kid),
        Forge.claims(System.currentTimeMillis()));
  }

  @Test
  void theKeysAreFetchedAtTheStart() {
    Authority authority = started();
    Verdicts.good(authority, by("k1", FIRST));
    assertEquals(1, asked.size());
  }

  @Test
  void aKeyThatIsNewIsFetchedWhenATokenNamesIt() {
    Authority authority = started();
    serve(Forge.jwk("k2", SECOND), Forge.jwk("k1", FIRST));
    Verdicts.good(authority, by("k2", SECOND));
    Verdicts.good(authority, by("k1", FIRST));
    assertEquals(2, asked.size());
  }

  @Test
  void aKeyThatIsGoneMakesNoTokenGoodAnyMore() {
    Authority authority = started();
    serve(Forge.jwk("k2", SECOND));
    Verdicts.good(authority, by("k2", SECOND));
    Verdicts.refused(ErrorCode.BAD_TOKEN, authority, by("k1", FIRST), "a key that is gone");
  }

  @Test
  void aTimerFetchesThemToo() {
    Authority authority = started(APART, PATIENCE);
    serve(Forge.jwk("k2", SECOND));
    while (asked.size() < 4) {
      await(vertx.timer(10));
    }
    answer = request -> request.response().setStatusCode(503).end();
    Verdicts.good(authority, by("k2", SECOND));
  }

  @Test
  void namesThatNobodyHasAreAskedForOnceInAWhile() {
    Authority authority = started();
    List<String> forged =
        IntStream.range(0, 100).mapToObj(number -> by("x" + number, SECOND)).toList();
    Future<Boolean> anyBelieved =
        on(
            loop,
            () ->
                Future.any(forged.stream().map(authority::verify).toList())
                    .map(true)
                    .otherwise(false));
    assertFalse(await(anyBelieved));
    assertEquals(2, asked.size());
    assertTrue(asked.get(1) - asked.get(0) >= APART.toNanos() * 9 / 10);
  }

  @Test
  void whileTheHostFailsTheKnownKeysStay() {
    Authority authority = started();
    answer = request -> request.response().setStatusCode(503).end();
    Verdicts.refused(
        ErrorCode.UNAVAILABLE, authority, by("k2", SECOND), "a key of a host that fails");
    Verdicts.good(authority, by("k1", FIRST));
    answer = request -> request.connection().close();
    Verdicts.refused(ErrorCode.UNAVAILABLE, authority, by("k2", SECOND), "a host that hangs up");
    answer = request -> request.response().end("<html>");
    Verdicts.refused(ErrorCode.UNAVAILABLE, authority, by("k2", SECOND), "an answer without keys");
    answer = request -> request.response().end("x".repeat(300 * 1024));
    Verdicts.refused(ErrorCode.UNAVAILABLE, authority, by("k2", SECOND), "an answer without end");
    answer = request -> request.response().setStatusCode(302).putHeader("Location", "/other").end();
    Verdicts.refused(
        ErrorCode.UNAVAILABLE, authority, by("k2", SECOND), "an answer from elsewhere");
    Verdicts.good(authority, by("k1", FIRST));
    serve(Forge.jwk("k2", SECOND));
    Verdicts.good(authority, by("k2", SECOND));
  }

  @Test
  void aHostThatFailsAtTheStartIsAskedAgain() {
    answer = request -> request.response().setStatusCode(500).end();
    Authority authority = started();
    Verdicts.refused(ErrorCode.UNAVAILABLE, authority, by("k1", FIRST), "a host that fails");
    serve(Forge.jwk("k1", FIRST));
    Verdicts.good(authority, by("k1", FIRST));
  }

  @Test
  void aHostThatSaysNothingIsNotWaitedForLong() {
    answer = request -> {};
    Authority authority = started(NEVER, Duration.ofMillis(200));
    Verdicts.refused(ErrorCode.UNAVAILABLE, authority, by("k1", FIRST), "a host that is silent");
  }

  @Test
  void whatIsNoKeyForSignaturesIsPassedOver() {
    serve(
        Map.of("kid", "s1", "kty", "oct", "k", Forge.base64(new byte[32])),
        Forge.with(Forge.jwk("k1", SECOND), "use", "enc"),
        Forge.with(Forge.jwk("k3", SECOND), "x", "AAAA"),
        Forge.jwk("r1", Forge.rsa(1024)),
        Forge.with(Forge.jwk("k4", SECOND), "kid", null),
        Forge.jwk("k1", FIRST));
    Authority authority = started();
    Verdicts.good(authority, by("k1", FIRST));
    Verdicts.refused(ErrorCode.BAD_TOKEN, authority, by("k3", SECOND), "a key that is none");
    Verdicts.refused(
        ErrorCode.BAD_TOKEN,
        authority,
        Forge.hmac(
            "HmacSHA256",
            Forge.head(header("HS256", "s1"), Forge.claims(System.currentTimeMillis())),
            new byte[32]),
        "a secret that everybody can read");
    Verdicts.refused(ErrorCode.BAD_TOKEN, authority, null, "no token");
  }
}
