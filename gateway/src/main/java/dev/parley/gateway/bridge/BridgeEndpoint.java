package dev.parley.gateway.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.Transport;
import java.util.regex.Pattern;

/**
 * {@code /eventbus}: SockJS 0.3.4, by WebSocket, streaming or polling, and a plain WebSocket at
 * {@code /eventbus/websocket}. Of SockJS what needs a frame, a script or a cookie is left out.
 * Whose pages may come here is decided before.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
public final class BridgeEndpoint {
  public static final String PATH = "/eventbus";

  /** The paths of the protocol, as they stand in a request: never decoded. */
  private static final Pattern KNOWN =
      Pattern.compile(
          PATH
              + "(/info|/websocket|/[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-]{1,64}"
              + "/(websocket|xhr|xhr_streaming|xhr_send|eventsource))?");

  private static final long HEARTBEAT_MS = 5_000;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final Vertx vertx;
  private final Bridge bridge;
  private final Router router;

  public BridgeEndpoint(Vertx vertx, Bridge bridge) {
    this.vertx = vertx;
    this.bridge = bridge;
    this.router = Router.router(vertx);
  }

  /** Answers requests from now on; until the verticle is undeployed. */
  public void start() {
    SockJSHandlerOptions options =
        new SockJSHandlerOptions()
            .setInsertJSESSIONID(false)
            .setHeartbeatInterval(HEARTBEAT_MS)
            .addDisabledTransport(Transport.JSON_P.name())
            .addDisabledTransport(Transport.HTML_FILE.name());
    router
        .route(HttpMethod.POST, PATH + "/*")
        .handler(BodyHandler.create(false).setBodyLimit(BridgeSocket.MOST_READ));
    router
        .route(PATH + "/*")
        .subRouter(SockJSHandler.create(vertx, options).socketHandler(bridge::accept));
    bridge.start();
  }

  /** Sends every client elsewhere. */
  public void close() {
    bridge.close();
  }

  /** A request whose path begins with {@link #PATH}. */
  public void handle(HttpServerRequest request, String path) {
    if (!KNOWN.matcher(path).matches()) {
      request.response().setStatusCode(NOT_FOUND).end();
    } else if (!bridge.isOpen()) {
      request.response().setStatusCode(UNAVAILABLE).end();
    } else {
      router.handle(request);
    }
  }
}
