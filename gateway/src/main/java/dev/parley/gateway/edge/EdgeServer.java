package dev.parley.gateway.edge;

import dev.parley.gateway.bridge.BridgeEndpoint;
import dev.parley.gateway.relay.Gateway;
import dev.parley.gateway.relay.GatewayMeters;
import dev.parley.protocol.Check;
import dev.parley.protocol.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The public port: sockets at {@code /signal}, the bridge at {@code /eventbus}, everything else
 * from {@link AppRoutes}.
 *
 * <p><em>Threading:</em> the event loop on which it was started.
 */
public final class EdgeServer {
  /**
   * Twice our own limit: up to that we refuse a message with a word, beyond it Vert.x with 1009.
   */
  private static final int MOST_READ = 2 * Limits.CLIENT_FRAME;

  /** How long a client may take to answer a close; a stop of the process waits for it. */
  private static final int CLOSING_SECONDS = 1;

  private static final int IDLE_SECONDS = 60;
  private static final int FORBIDDEN = 403;

  /** RFC 6585, section 4. */
  private static final int TOO_MANY = 429;

  private final Vertx vertx;
  private final EdgeSettings settings;
  private final Origins origins;
  private final AddressRates handshakes;
  private final SignalEndpoint signal;
  private final BridgeEndpoint bridge;
  private final Patience patience;

  public EdgeServer(
      Vertx vertx,
      EdgeSettings settings,
      Gateway gateway,
      GatewayMeters meters,
      BridgeEndpoint bridge) {
    this.vertx = vertx;
    this.settings = settings;
    this.origins = new Origins(settings.origins());
    this.handshakes = new AddressRates(settings.handshakesPerSecond());
    this.patience =
        new Patience(
            vertx, settings.handshake().toMillis(), TimeUnit.SECONDS.toMillis(IDLE_SECONDS));
    this.signal =
        new SignalEndpoint(
            gateway, meters, origins, handshakes, new AddressRates(settings.joinsPerSecond()));
    this.bridge = bridge;
  }

  /** Listens; completes with the server, whose port may have been chosen by the system. */
  public Future<HttpServer> start() {
    bridge.start();
    return vertx
        .executeBlocking(AppFiles::read)
        .map(files -> new AppRoutes(Check.present("files", files)))
        .compose(app ->
            vertx
                .createHttpServer(options())
                .connectionHandler(patience::opened)
                .requestHandler(request -> route(request, app))
                .listen(settings.port(), settings.host()))
        .recover(failure -> Future.failedFuture(cannotListen(failure)));
  }

  /** Closes every socket; the server itself ends with the verticle. */
  public void stop() {
    signal.close();
    bridge.close();
  }

  private IllegalStateException cannotListen(Throwable failure) {
    return new IllegalStateException(
        "cannot listen on %s:%d (PARLEY_HOST, PORT): %s"
            .formatted(settings.host(), settings.port(), failure.getMessage()),
        failure);
  }

  private void route(HttpServerRequest request, AppRoutes app) {
    patience.heard(request);
    SecurityHeaders.put(request);
    String path = request.path() == null ? "" : request.path();
    if (path.equals("/signal")) {
      signal.handle(request);
    } else if (path.equals(BridgeEndpoint.PATH) || path.startsWith(BridgeEndpoint.PATH + "/")) {
      bridge(request, path);
    } else {
      app.handle(request, path);
    }
  }

  /** Who polls asks as often as others open sockets, and is held to the same. */
  private void bridge(HttpServerRequest request, String path) {
    if (!handshakes.of(request.remoteAddress().hostAddress()).take(System.nanoTime())) {
      request.response().setStatusCode(TOO_MANY).end();
    } else if (origins.allows(request)) {
      bridge.handle(request, path);
    } else {
      request.response().setStatusCode(FORBIDDEN).end();
    }
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            // One version, so one parser: browsers open WebSockets by HTTP/1.1.
            .setHttp2ClearTextEnabled(false)
            .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
            // Selects the first version that is offered: SignalEndpoint says which that is.
            .setWebSocketSubProtocols(List.of("*"))
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setMaxWebSocketFrameSize(MOST_READ)
            .setMaxWebSocketMessageSize(MOST_READ)
            .setWebSocketClosingTimeout(CLOSING_SECONDS)
            .setIdleTimeout(IDLE_SECONDS)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setSslHandshakeTimeout(settings.handshake().toMillis());
    if (settings.certificate() != null) {
      options.setSsl(true).setKeyCertOptions(settings.certificate());
    }
    return options;
  }
}
