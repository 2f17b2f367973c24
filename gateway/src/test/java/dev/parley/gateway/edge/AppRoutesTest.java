package dev.parley.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.gateway.GatewaySettings;
import dev.parley.gateway.GatewayVerticle;
import dev.parley.protocol.NodeId;
import dev.parley.runtime.BusSettings;
import dev.parley.runtime.Settings;
import dev.parley.runtime.VertxBus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public port answers to plain HTTP. */
class AppRoutesTest {
  private static final Vertx VERTX = Vertx.vertx();

  /** Held, since a client that nobody holds is closed when it is collected. */
  private static final HttpClient CLIENT = VERTX.createHttpClient();

  private static int port;

  private record Answer(int status, MultiMap headers, String body) {}

  @BeforeAll
  static void start() throws Exception {
    Settings settings = Settings.read(Map.of("PORT", "0"), GatewaySettings.ALL);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    VertxBus bus = new VertxBus(VERTX, new BusSettings(Duration.ofSeconds(1), 100), meters);
    GatewayVerticle gateway =
        new GatewayVerticle(
            new NodeId("gw-1"),
            GatewaySettings.from(settings),
            bus,
            meters,
            InstantSource.system());
    await(VERTX.deployVerticle(gateway));
    port = gateway.port();
  }

  @AfterAll
  static void stop() throws Exception {
    await(VERTX.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(30, TimeUnit.SECONDS);
  }

  /** All on one event loop: a body that comes before its handler would be lost. */
  private static Answer ask(HttpMethod method, String path, Map<String, String> headers)
      throws Exception {
    Promise<Answer> answer = Promise.promise();
    VERTX.runOnContext(turn -> fetch(method, path, headers).onComplete(answer));
    return await(answer.future());
  }

  private static Future<Answer> fetch(HttpMethod method, String path, Map<String, String> headers) {
    return CLIENT
        .request(method, port, "127.0.0.1", path)
        .compose(request -> {
          headers.forEach(request::putHeader);
          return request.send();
        })
        .compose(response ->
            response
                .body()
                .map(body ->
                    new Answer(response.statusCode(), response.headers(), body.toString())));
  }

  private static Answer get(String path) throws Exception {
    return ask(HttpMethod.GET, path, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/r/team-lunch", "/r/A.b_c~1", "/index.html", "/?x=1"})
  void theAppIsServed(String path) throws Exception {
    Answer answer = get(path);
    assertEquals(200, answer.status());
    assertTrue(answer.body().startsWith("<!doctype html>"));
    assertEquals("text/html; charset=utf-8", answer.headers().get("Content-Type"));
    assertEquals("no-cache", answer.headers().get("Cache-Control"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/absent",
        "/r/",
        "/r",
        "/r/..",
        "/r/%41",
        "/r/a%2Fb",
        "/r/a%00b",
        "/r/%c3%bc",
        "/r/a/b",
        "/..%2Findex.html",
        "/assets/..%2Findex.html",
        "/assets/%2e%2e/index.html",
        "/client/..%5cindex.html",
        "//index.html",
        "/webroot/index.html",
        "/assets",
        "/assets/",
        "/client/../../../../etc/passwd",
        "/META-INF/MANIFEST.MF",
        "/dev/parley/gateway/GatewayVerticle.class",
        "/%",
        "/r/%"
      })
  void nothingElseIs(String path) throws Exception {
    Answer answer = get(path);
    assertTrue(answer.status() == 404 || answer.status() == 400, path + " " + answer.status());
    assertFalse(answer.body().contains("<!doctype"), path);
  }

  @Test
  void assetsWithAHashAreKeptForEver() throws Exception {
    Answer answer = get("/assets/index-B1a2c3d4.js");
    assertEquals("public, max-age=31536000, immutable", answer.headers().get("Cache-Control"));
    assertEquals("text/javascript; charset=utf-8", answer.headers().get("Content-Type"));
  }

  @Test
  void whatTheBrowserHasIsNotSentAgain() throws Exception {
    String tag = get("/").headers().get("ETag");
    Answer again = ask(HttpMethod.GET, "/", Map.of("If-None-Match", tag));
    assertEquals(304, again.status());
    assertEquals("", again.body());
    assertEquals(200, ask(HttpMethod.GET, "/", Map.of("If-None-Match", "\"old\"")).status());
  }

  @Test
  void textIsCompressedForWhoeverTakesIt() throws Exception {
    String path = "/assets/index-B1a2c3d4.js";
    assertNull(get(path).headers().get("Content-Encoding"));
    Answer small = ask(HttpMethod.GET, path, Map.of("Accept-Encoding", "br, gzip"));
    assertEquals("gzip", small.headers().get("Content-Encoding"));
  }

  @Test
  void theClientMayBeImportedByOtherPages() throws Exception {
    Answer answer = get("/client/parley.js");
    assertEquals(200, answer.status());
    assertEquals("*", answer.headers().get("Access-Control-Allow-Origin"));
    assertNull(get("/").headers().get("Access-Control-Allow-Origin"));
  }

  @Test
  void headHasNoBodyAndOtherMethodsAreRefused() throws Exception {
    Answer head = ask(HttpMethod.HEAD, "/index.html", Map.of());
    assertEquals(200, head.status());
    assertEquals("", head.body());
    assertEquals(405, ask(HttpMethod.POST, "/", Map.of()).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/absent", "/client/parley.js", "/signal"})
  void everyAnswerForbidsWhatIsNotNeeded(String path) throws Exception {
    MultiMap headers = get(path).headers();
    String policy = headers.get("Content-Security-Policy");
    assertNotNull(policy);
    assertTrue(policy.contains("default-src 'self'"), policy);
    assertTrue(policy.contains("connect-src 'self' ws://127.0.0.1:" + port), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", headers.get("X-Content-Type-Options"));
    assertEquals("no-referrer", headers.get("Referrer-Policy"));
    assertTrue(headers.get("Permissions-Policy").contains("camera=(self)"));
  }

  @Test
  void aStrangeHostDoesNotGetIntoThePolicy() throws Exception {
    Answer answer = ask(HttpMethod.GET, "/", Map.of("Host", "a; script-src *"));
    String policy = answer.headers().get("Content-Security-Policy");
    assertTrue(policy == null || !policy.contains("*"), policy);
  }

  @Test
  void signalWithoutAnUpgradeIsRefused() throws Exception {
    assertEquals(426, get("/signal").status());
  }
}
