package dev.parley.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a request must be to become a WebSocket (RFC 6455, section 4.2.1). */
final class Handshake {
  static final int SWITCHING = 101;
  static final int BAD_REQUEST = 400;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UPGRADE_REQUIRED = 426;
  private static final String VERSION_HEADER = "Sec-WebSocket-Version";
  private static final String KEY_HEADER = "Sec-WebSocket-Key";
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private Handshake() {}

  /** 101, or the status with which it is refused. */
  static int status(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      return METHOD_NOT_ALLOWED;
    }
    if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
        || !VERSION.equals(request.getHeader(VERSION_HEADER))) {
      return UPGRADE_REQUIRED;
    }
    boolean whole =
        request.version() == HttpVersion.HTTP_1_1
            && isKey(request.getHeader(KEY_HEADER))
            && request.headers().getAll(HttpHeaders.CONNECTION).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade"));
    return whole ? SWITCHING : BAD_REQUEST;
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Refuses, with what the client would have had to say. */
  static void refuse(HttpServerRequest request, int status) {
    switch (status) {
      case METHOD_NOT_ALLOWED -> request.response().putHeader("Allow", "GET");
      case UPGRADE_REQUIRED ->
          request
              .response()
              .putHeader("Upgrade", "websocket")
              .putHeader("Connection", "Upgrade")
              .putHeader(VERSION_HEADER, VERSION);
      default -> {}
    }
    request.response().setStatusCode(status).end();
  }
}
