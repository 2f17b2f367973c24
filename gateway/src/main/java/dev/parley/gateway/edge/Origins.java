package dev.parley.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose pages may open a socket (RFC 6454; RFC 6455, section 10.2): those of this server, and those
 * of the origins that are named. Programs that are no browser send no origin and may.
 *
 * <p><em>Threading:</em> immutable.
 */
final class Origins {
  private final List<String> named;

  /** Origins such as {@code https://call.example.org}; {@code *} for every one. */
  Origins(List<String> named) {
    this.named = named.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether the page that a request comes from may. Two origins are as one that may not. */
  boolean allows(HttpServerRequest request) {
    List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
    return origins.size() <= 1
        && allows(
            origins.isEmpty() ? null : origins.getFirst(), request.getHeader(HttpHeaders.HOST));
  }

  /**
   * Whether a page of that origin may.
   *
   * @param host the {@code Host} of the request: what this server is called by that page
   */
  boolean allows(@Nullable String origin, @Nullable String host) {
    if (origin == null || named.contains("*")) {
      return true;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    return named.contains(lower) || isSame(lower, host);
  }

  private static boolean isSame(String origin, @Nullable String host) {
    if (host == null || !origin.matches("https?://.*")) {
      return false;
    }
    try {
      URI uri = new URI(origin);
      return host.toLowerCase(Locale.ROOT).equals(uri.getRawAuthority())
          && uri.getRawUserInfo() == null
          && origin.equals(uri.getScheme() + "://" + uri.getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
