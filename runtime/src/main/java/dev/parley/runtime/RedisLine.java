package dev.parley.runtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to Redis, or to each node of a cluster: opened when it is needed, given up
 * when it fails, and then opened anew.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
final class RedisLine {

  /** Calls that may wait for their answers. */
  private static final int IN_FLIGHT = 16_384;

  /** Nodes that a cluster may have, as the client keeps one connection to each. */
  private static final int NODES = 64;

  /** Between two attempts to connect, so that an outage is no storm of them. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Vertx vertx;
  private final RedisSettings settings;
  private @Nullable Opened current;

  /**
   * One connection. Its client is its own, so closing that leaves nothing behind, half open or not.
   *
   * @param until when it may be replaced (nanoTime); null while nothing is wrong with it
   */
  private record Opened(Redis client, Future<RedisConnection> connection, @Nullable Long until) {
    boolean isOver() {
      return until != null && System.nanoTime() - until >= 0;
    }
  }

  RedisLine(Vertx vertx, RedisSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * Makes a call when the connection is open, which it mostly is.
   *
   * @param isRefusal tells the failures that say nothing against the connection
   * @return fails if there is no answer in time
   */
  <T> Future<T> call(Function<RedisConnection, Future<T>> call, Predicate<Throwable> isRefusal) {
    Opened opened = current();
    return inTime(whenOpen(opened.connection(), call))
        .onFailure(failure -> {
          if (!isRefusal.test(failure)) {
            giveUp(opened, failure);
          }
        });
  }

  private <T> Future<T> whenOpen(
      Future<RedisConnection> connection, Function<RedisConnection, Future<T>> call) {
    if (connection.isComplete()) {
      return connection.succeeded()
          ? call.apply(connection.result())
          : Future.failedFuture(connection.cause());
    }
    Context caller = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    connection.onComplete(
        done -> caller.runOnContext(now -> whenOpen(connection, call).onComplete(promise)));
    return promise.future();
  }

  /** Not {@link Future#timeout}, which leaves the caller's context where the future has none. */
  private <T> Future<T> inTime(Future<T> answer) {
    if (answer.isComplete()) {
      return answer;
    }
    Promise<T> promise = Promise.promise();
    Timer timer = vertx.timer(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    timer.onSuccess(over -> promise.tryFail("Redis does not answer in time"));
    answer.onComplete(done -> {
      timer.cancel();
      if (done.succeeded()) {
        promise.tryComplete(done.result());
      } else {
        promise.tryFail(done.cause());
      }
    });
    return promise.future();
  }

  private synchronized Opened current() {
    if (current == null || current.isOver()) {
      current = open();
    }
    return current;
  }

  private Opened open() {
    Redis client = Redis.createClient(vertx, options());
    Opened opened = new Opened(client, inTime(client.connect()), null);
    opened
        .connection()
        .onSuccess(connection -> {
          connection.exceptionHandler(failure -> giveUp(opened, failure));
          connection.endHandler(end -> giveUp(opened, new ClosedChannelException()));
        });
    return opened;
  }

  private RedisOptions options() {
    RedisOptions options =
        new RedisOptions()
            .setType(settings.isCluster() ? RedisClientType.CLUSTER : RedisClientType.STANDALONE)
            .setNetClientOptions(
                new NetClientOptions()
                    .setConnectTimeout((int) settings.timeout().toMillis())
                    .setHostnameVerificationAlgorithm("HTTPS"))
            .setMaxPoolSize(NODES)
            .setMaxPoolWaiting(NODES)
            .setMaxWaitingHandlers(IN_FLIGHT);
    settings.uris().stream().map(URI::toString).forEach(options::addConnectionString);
    return options;
  }

  /** If it was open it may be replaced at once, else after a pause. */
  private void giveUp(Opened opened, Throwable why) {
    synchronized (this) {
      if (opened.until() != null || !opened.equals(current)) {
        return; // that was done before
      }
      long pause = opened.connection().succeeded() ? 0 : PAUSE.toNanos();
      current = new Opened(opened.client(), Future.failedFuture(why), System.nanoTime() + pause);
    }
    opened.client().close();
  }
}
