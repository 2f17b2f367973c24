package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the mixed set of Vert.x versions together (docs/decisions.md): web is older than the core,
 * so each part that we lean on is used once over a real socket. Fails when a version is raised that
 * does not fit the others.
 */
@ExtendWith(VertxExtension.class)
class VertxPartsTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Vertx.builder().withMetrics(new MicrometerMetricsFactory(metrics)).build();
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void webSocketAgreesOnTheSubprotocolAndEchoesText() throws Exception {
    var options = new HttpServerOptions().setWebSocketSubProtocols(List.of("parley.v1"));
    var server =
        await(
            vertx
                .createHttpServer(options)
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen(0, LOOPBACK));
    var connect =
        new WebSocketConnectOptions()
            .setHost(LOOPBACK)
            .setPort(server.actualPort())
            .setURI("/signal")
            .setSubProtocols(List.of("other", "parley.v1"));

    var socket = await(vertx.createWebSocketClient().connect(connect));
    var echo = new CompletableFuture<String>();
    socket.textMessageHandler(echo::complete);
    await(socket.writeTextMessage("grüezi"));

    assertEquals("parley.v1", socket.subProtocol());
    assertEquals("grüezi", echo.get(30, TimeUnit.SECONDS));
  }

  @Test
  void routerServesFilesAndTheirAbsence(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("index.html"), "<!doctype html>");
    var router = Router.router(vertx);
    router.route().handler(StaticHandler.create(FileSystemAccess.ROOT, folder.toString()));
    var server = await(vertx.createHttpServer().requestHandler(router).listen(0, LOOPBACK));

    assertEquals(new Answer(200, "<!doctype html>"), get(server, "/index.html"));
    assertEquals(404, get(server, "/absent.html").status());
  }

  @Test
  void eventBusCarriesBytesThroughACodecOfOurOwn(VertxTestContext context) {
    var bus = vertx.eventBus().registerDefaultCodec(Word.class, new WordCodec());
    bus.<Word>consumer("here", message -> message.reply(new Word("re: " + message.body().text())));

    bus.<Word>request("here", new Word("hello"))
        .onComplete(
            context.succeeding(reply -> {
              context.verify(() -> assertEquals(new Word("re: hello"), reply.body()));
              context.completeNow();
            }));
  }

  @Test
  void scrapeShowsTheServersRequests() throws Exception {
    var server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, LOOPBACK));

    assertEquals(new Answer(200, "ok"), get(server, "/"));

    assertTrue(metrics.scrape().contains("vertx_http_server_requests_total"), metrics::scrape);
  }

  @Test
  void failedHealthCheckMakesTheWholeUnhealthy() throws Exception {
    var checks = HealthChecks.create(vertx);
    checks.register("good", check -> check.complete(Status.OK()));
    assertTrue(await(checks.checkStatus()).getUp());

    checks.register("bad", check -> check.complete(Status.KO()));
    assertEquals(false, await(checks.checkStatus()).getUp());
  }

  private Answer get(HttpServer server, String path) throws Exception {
    return await(
        vertx
            .createHttpClient()
            .request(HttpMethod.GET, server.actualPort(), LOOPBACK, path)
            .compose(HttpClientRequest::send)
            .compose(response ->
                response.body().map(body -> new Answer(response.statusCode(), body.toString()))));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private record Answer(int status, String body) {}

  private record Word(String text) {}

  /** Writes a {@link Word} as its UTF-8 bytes, also between consumers of one process. */
  private static final class WordCodec implements MessageCodec<Word, Word> {
    @Override
    public void encodeToWire(Buffer buffer, Word word) {
      buffer.appendString(word.text());
    }

    @Override
    public Word decodeFromWire(int position, Buffer buffer) {
      return new Word(buffer.getString(position, buffer.length()));
    }

    @Override
    public Word transform(Word word) {
      var buffer = Buffer.buffer();
      encodeToWire(buffer, word);
      return decodeFromWire(0, buffer);
    }

    @Override
    public String name() {
      return "word";
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
