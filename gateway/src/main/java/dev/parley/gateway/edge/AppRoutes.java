package dev.parley.gateway.edge;

import dev.parley.protocol.RoomName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The app at {@code /} and {@code /r/{room}}, its files, and the client library at {@code
 * /client/}. Unknown paths and names that no room can have are 404.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class AppRoutes {
  private static final String PAGE = "/index.html";
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final AppFiles files;

  AppRoutes(AppFiles files) {
    this.files = files;
  }

  void mount(Router router) {
    router.get("/").handler(context -> page(context));
    router.get("/r/:room").handler(this::room);
    router.get().handler(context -> serve(context, files.get(path(context))));
    router.head().handler(context -> serve(context, files.get(path(context))));
    router
        .route()
        .handler(context ->
            context
                .response()
                .setStatusCode(METHOD_NOT_ALLOWED)
                .putHeader("Allow", "GET, HEAD")
                .end());
  }

  private static String path(RoutingContext context) {
    String path = context.request().path();
    return path == null ? "" : path;
  }

  private void page(RoutingContext context) {
    if (files.get(PAGE) == null) {
      context
          .response()
          .setStatusCode(NOT_FOUND)
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .end("Parley runs, but this build has no web app in it: see client-js/README.md.\n");
    } else {
      serve(context, files.get(PAGE));
    }
  }

  private void room(RoutingContext context) {
    if (isRoom(context.pathParam("room"))) {
      page(context);
    } else {
      serve(context, null);
    }
  }

  private static boolean isRoom(@Nullable String name) {
    try {
      return name != null && !new RoomName(name).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void serve(RoutingContext context, @Nullable AppFile file) {
    HttpServerResponse response = context.response();
    if (file == null) {
      response
          .setStatusCode(NOT_FOUND)
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .end("There is nothing here.\n");
      return;
    }
    response.putHeader("ETag", file.tag()).putHeader("Cache-Control", file.cache());
    response.putHeader("Vary", "Accept-Encoding");
    if (path(context).startsWith("/client/")) {
      response.putHeader("Access-Control-Allow-Origin", "*");
    }
    if (file.tag().equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(NOT_MODIFIED).end();
      return;
    }
    response.putHeader("Content-Type", file.type());
    response.end(Buffer.buffer(encoded(context, file)));
  }

  private static byte[] encoded(RoutingContext context, AppFile file) {
    String accepted = context.request().getHeader("Accept-Encoding");
    if (accepted == null || !accepted.contains("gzip") || file.gzipped().length == 0) {
      return file.body();
    }
    context.response().putHeader("Content-Encoding", "gzip");
    return file.gzipped();
  }
}
