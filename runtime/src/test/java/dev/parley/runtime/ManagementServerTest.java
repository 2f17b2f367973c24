package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {

  private final Vertx vertx = Vertx.vertx();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health(Duration.ofSeconds(3));
  private final HttpClient client = HttpClient.newHttpClient();
  private String base = "";

  @BeforeEach
  void start() {
    ManagementServer server = new ManagementServer("127.0.0.1", 0, health, meters);
    await(vertx.deployVerticle(server));
    base = "http://127.0.0.1:" + server.port();
  }

  @AfterEach
  void stop() {
    client.close();
    await(vertx.close());
  }

  @Test
  void aStartingProcessHasNotStartedAndIsNotReady() throws Exception {
    assertEquals(503, get("/health/started").statusCode());
    assertEquals("not met: started", get("/health/ready").body());
    health.started();
    assertEquals(200, get("/health/started").statusCode());
    assertEquals(200, get("/health/ready").statusCode());
  }

  @Test
  void everyConditionMustBeMetToBeReady() throws Exception {
    AtomicBoolean accepts = new AtomicBoolean();
    health.readyWhen("accepts sockets", accepts::get);
    health.readyWhen("something else", () -> true);
    health.started();
    HttpResponse<String> response = get("/health/ready");
    assertEquals(503, response.statusCode());
    assertEquals("not met: accepts sockets", response.body());
    accepts.set(true);
    assertEquals(200, get("/health/ready").statusCode());
  }

  @Test
  void aStoppingProcessIsNotReadyButHasStarted() throws Exception {
    health.started();
    health.stopping();
    assertEquals(503, get("/health/ready").statusCode());
    assertEquals(200, get("/health/started").statusCode());
  }

  @Test
  void aStopThatComesBeforeTheEndOfTheStartIsNotForgotten() throws Exception {
    health.stopping();
    health.started();
    assertEquals("not met: not stopping", get("/health/ready").body());
  }

  @Test
  void aStuckEventLoopIsNotLiveUntilItTurnsAgain() throws Exception {
    BlockableService stuck = new BlockableService();
    await(vertx.deployVerticle(health.watched(stuck)));
    assertEquals(200, get("/health/live").statusCode());
    CountDownLatch release = new CountDownLatch(1);
    stuck.block(release);
    assertEquals(503, get("/health/live").statusCode());
    release.countDown();
    stuck.turned.await();
    assertEquals(200, get("/health/live").statusCode());
  }

  @Test
  void aServiceThatIsGoneIsNotWatchedAnyMore() throws Exception {
    BlockableService stuck = new BlockableService();
    String deployment = await(vertx.deployVerticle(health.watched(stuck)));
    await(vertx.undeploy(deployment));
    CountDownLatch release = new CountDownLatch(1);
    stuck.block(release);
    assertEquals(200, get("/health/live").statusCode());
    release.countDown();
  }

  @Test
  void metersOfTheJvmAndOursAreServed() throws Exception {
    JvmMeters.bindTo(meters);
    meters.counter("parley.test.events").increment();
    HttpResponse<String> response = get("/metrics");
    assertEquals(200, response.statusCode());
    assertTrue(response.headers().firstValue("content-type").orElse("").startsWith("text/plain"));
    assertTrue(response.body().contains("jvm_memory_used_bytes{"), response.body());
    assertTrue(response.body().contains("parley_test_events_total 1.0"), response.body());
  }

  @Test
  void nothingElseIsServed() throws Exception {
    assertEquals(404, get("/").statusCode());
    assertEquals(404, get("/health").statusCode());
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(base + "/metrics")).POST(BodyPublishers.noBody()).build();
    assertEquals(405, client.send(post, BodyHandlers.ofString()).statusCode());
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
