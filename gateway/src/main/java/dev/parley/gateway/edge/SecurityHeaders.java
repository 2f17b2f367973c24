package dev.parley.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every answer tells the browser to forbid. The pages may talk to this server alone, run no
 * inline script, be framed by nobody, and use camera, microphone and screen themselves only.
 */
final class SecurityHeaders {
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

  private SecurityHeaders() {}

  static void put(HttpServerRequest request) {
    MultiMap headers = request.response().headers();
    headers.set("Content-Security-Policy", policy(request.getHeader("Host")));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set(
        "Permissions-Policy",
        "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()");
  }

  /** Not every browser takes 'self' to include the WebSockets of the same host. */
  private static String policy(@Nullable String host) {
    boolean plain = host != null && AUTHORITY.matcher(host).matches();
    String sockets = plain ? " ws://" + host + " wss://" + host : "";
    return "default-src 'self'; connect-src 'self'"
        + sockets
        + "; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  }
}
