package dev.parley.runtime;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Health and metrics, on a port of their own that no client reaches: {@code /health/started},
 * {@code /health/ready}, {@code /health/live} answer 200 or 503, {@code /metrics} the text format
 * of Prometheus.
 */
final class ManagementServer extends VerticleBase {

  private static final System.Logger LOG = System.getLogger(ManagementServer.class.getName());

  private final String host;
  private final int port;
  private final Health health;
  private final PrometheusMeterRegistry meters;
  private volatile int boundPort;

  ManagementServer(String host, int port, Health health, PrometheusMeterRegistry meters) {
    this.host = host;
    this.port = port;
    this.health = health;
    this.meters = meters;
  }

  @Override
  public Future<HttpServer> start() {
    return vertx
        .createHttpServer()
        .requestHandler(this::route)
        .listen(port, host)
        .recover(failure -> Future.failedFuture(cannotListen(failure)))
        .onSuccess(this::listening);
  }

  private void listening(HttpServer server) {
    boundPort = server.actualPort();
    LOG.log(Level.INFO, "Health and metrics on http://{0}:{1}", host, boundPort);
  }

  /** The port once it has started. */
  int port() {
    return boundPort;
  }

  private IllegalStateException cannotListen(Throwable failure) {
    return new IllegalStateException(
        "cannot serve health and metrics on %s:%d (PARLEY_MANAGEMENT_PORT): %s"
            .formatted(host, port, failure.getMessage()),
        failure);
  }

  private void route(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      answer(request, 405, "GET only");
      return;
    }
    switch (String.valueOf(request.path())) {
      case "/health/started" -> started(request);
      case "/health/ready" -> ready(request);
      case "/health/live" -> live(request);
      case "/metrics" -> answer(request, 200, meters.scrape());
      default -> answer(request, 404, "not found");
    }
  }

  private void started(HttpServerRequest request) {
    boolean started = health.hasStarted();
    answer(request, started ? 200 : 503, started ? "started" : "starting");
  }

  private void ready(HttpServerRequest request) {
    List<String> unmet = health.unmet();
    boolean ready = unmet.isEmpty();
    answer(request, ready ? 200 : 503, ready ? "ready" : "not met: " + String.join(", ", unmet));
  }

  private void live(HttpServerRequest request) {
    health
        .live()
        .onSuccess(turned -> answer(request, 200, "live"))
        .onFailure(stuck -> answer(request, 503, "an event loop does not turn"));
  }

  private static void answer(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(text);
  }
}
