package dev.parley.gateway.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a connection may keep the server waiting for the whole head of a request, however slowly
 * it says it. A WebSocket keeps nobody waiting here: from its first frame on others watch it.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Patience {
  private final Vertx vertx;
  private final long firstMs;
  private final long nextMs;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  /**
   * Knows no connection yet.
   *
   * @param firstMs for the first request
   * @param nextMs for each further one, from the answer to the one before
   */
  Patience(Vertx vertx, long firstMs, long nextMs) {
    this.vertx = vertx;
    this.firstMs = firstMs;
    this.nextMs = nextMs;
  }

  void opened(HttpConnection connection) {
    await(connection, firstMs);
    connection.closeHandler(closed -> forget(connection));
  }

  private void await(HttpConnection connection, long time) {
    timers.put(connection, vertx.setTimer(time, elapsed -> connection.close()));
  }

  private void forget(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  /** A whole head has come; the time for the next one begins with the end of the answer. */
  void heard(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    forget(connection);
    request.response().endHandler(ended -> await(connection, nextMs));
  }
}
