package dev.parley.gateway.tokens;

import dev.parley.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a JWKS URL (RFC 7517, section 5): fetched at the start, then at intervals, and when a
 * token names one that is not known. As long as the host does not answer, the known ones stay.
 *
 * <p><em>Threading:</em> the event loop on which it was made.
 */
final class RemoteKeys {
  /**
   * How often is asked.
   *
   * @param every between fetches that nobody asked for
   * @param apart the least between two fetches, whoever asks
   * @param within the time for an answer
   */
  record Pace(Duration every, Duration apart, Duration within) {}

  /** What a JWKS document is. */
  record KeySet(List<Map<String, Object>> keys) {}

  private static final System.Logger LOG = System.getLogger(RemoteKeys.class.getName());
  private static final int OK = 200;
  private static final int MOST_KEYS = 64;

  private final Vertx vertx;
  private final HttpClient client;
  private final URI url;
  private final Pace pace;
  private List<TokenKey> keys = List.of();
  private long began = System.nanoTime();
  private @Nullable Future<Boolean> next;
  private boolean answers = true;

  RemoteKeys(Vertx vertx, URI url, Pace pace) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient();
    this.url = url;
    this.pace = pace;
  }

  /** Fetches now, and from now on; completes after the first fetch, whatever came of it. */
  Future<Boolean> start() {
    vertx.setPeriodic(pace.every().toMillis(), tick -> refreshSoon());
    return whileItLasts(fetch());
  }

  List<TokenKey> keys() {
    return keys;
  }

  /**
   * Fetches as soon as the pace allows; who asks in the meantime waits for the same fetch.
   *
   * @return whether the host answered with a set of keys
   */
  Future<Boolean> refreshSoon() {
    if (next != null) {
      return next;
    }
    long wait = pace.apart().toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    Future<Boolean> fetched =
        wait <= 0 ? fetch() : vertx.timer(wait, TimeUnit.MILLISECONDS).compose(gone -> fetch());
    return whileItLasts(fetched);
  }

  private Future<Boolean> whileItLasts(Future<Boolean> fetched) {
    next = fetched;
    return fetched.onComplete(done -> next = null);
  }

  private Future<Boolean> fetch() {
    began = System.nanoTime();
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url.toString());
    return client
        .request(options)
        .compose(HttpClientRequest::send)
        .compose(RemoteKeys::body)
        .timeout(pace.within().toMillis(), TimeUnit.MILLISECONDS)
        .map(body -> take(Json.read(body, KeySet.class)))
        .recover(failure -> Future.succeededFuture(failed(failure)));
  }

  private static Future<byte[]> body(HttpClientResponse response) {
    if (response.statusCode() != OK) {
      response.exceptionHandler(reset -> {});
      response.request().reset();
      return Future.failedFuture("status " + response.statusCode());
    }
    return new BoundedBody(response).read();
  }

  private boolean take(KeySet set) {
    List<TokenKey> taken = new ArrayList<>();
    set.keys().stream().limit(MOST_KEYS).forEach(each -> add(taken, new JsonObject(each)));
    keys = List.copyOf(taken);
    if (!answers) {
      LOG.log(Level.INFO, "The keys of tokens can be fetched again");
    }
    answers = true;
    return true;
  }

  /** A set may hold keys for other purposes (RFC 7517, section 5): those are passed over. */
  private void add(List<TokenKey> taken, JsonObject jwk) {
    try {
      if (jwk.getValue("kid") instanceof String) {
        taken.add(TokenKey.jwk(vertx, jwk));
      }
    } catch (IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "A key of the set is passed over: {0}", e.getMessage());
    }
  }

  private boolean failed(Throwable failure) {
    if (answers) {
      LOG.log(
          Level.WARNING,
          "The keys of tokens (PARLEY_TOKEN_JWKS) cannot be fetched; {0} stay known: {1}",
          keys.size(),
          failure.getMessage());
    }
    answers = false;
    return false;
  }
}
