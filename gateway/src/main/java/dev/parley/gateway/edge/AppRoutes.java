package dev.parley.gateway.edge;

import dev.parley.protocol.RoomName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The app at {@code /} and {@code /r/{room}}, its files, and the client library at {@code
 * /client/}. Unknown paths and names that no room can have are 404. Paths are taken as they stand:
 * every name that we know is written without escapes.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class AppRoutes {
  private static final String PAGE = "/index.html";
  private static final String ROOMS = "/r/";
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final AppFiles files;

  AppRoutes(AppFiles files) {
    this.files = files;
  }

  void handle(HttpServerRequest request, String path) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      request.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("Allow", "GET, HEAD").end();
      return;
    }
    boolean page = path.equals("/") || (path.startsWith(ROOMS) && isRoom(path));
    AppFile file = files.get(page ? PAGE : path);
    if (file != null) {
      serve(request, path, file);
    } else if (page) {
      refuse(request, "Parley runs, but there is no web app in this build.\n");
    } else {
      refuse(request, "There is nothing here.\n");
    }
  }

  private static boolean isRoom(String path) {
    try {
      return !new RoomName(path.substring(ROOMS.length())).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void refuse(HttpServerRequest request, String sentence) {
    request.response().setStatusCode(NOT_FOUND).putHeader("Content-Type", PLAIN).end(sentence);
  }

  private static void serve(HttpServerRequest request, String path, AppFile file) {
    HttpServerResponse response = request.response();
    response.putHeader("ETag", file.tag()).putHeader("Cache-Control", file.cache());
    response.putHeader("Vary", "Accept-Encoding");
    if (path.startsWith("/client/")) {
      response.putHeader("Access-Control-Allow-Origin", "*");
    }
    if (file.tag().equals(request.getHeader("If-None-Match"))) {
      response.setStatusCode(NOT_MODIFIED).end();
      return;
    }
    response.putHeader("Content-Type", file.type());
    response.end(Buffer.buffer(encoded(request.getHeader("Accept-Encoding"), response, file)));
  }

  private static byte[] encoded(
      @Nullable String accepted, HttpServerResponse response, AppFile file) {
    if (accepted == null || !accepted.contains("gzip") || file.gzipped().length == 0) {
      return file.body();
    }
    response.putHeader("Content-Encoding", "gzip");
    return file.gzipped();
  }
}
