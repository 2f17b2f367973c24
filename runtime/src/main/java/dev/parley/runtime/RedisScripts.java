package dev.parley.runtime;

import dev.parley.protocol.Check;
import dev.parley.protocol.Hex64;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts on one Redis, or on one Redis Cluster, over one pipelined connection.
 *
 * <p>A call is answered or fails in time, and it is never sent twice. Of one that failed it is
 * unknown whether it was carried out, or will be yet: a frozen Redis that goes on carries out what
 * it was sent. After a failure the next call opens another connection.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public final class RedisScripts {

  private static final RedisScript EPOCH = RedisScript.of(RedisScripts.class, "epoch.lua");
  private static final String UNKNOWN_SCRIPT = "NOSCRIPT";

  /** How an answer begins that says no, but comes from a Redis that serves us. */
  private static final Set<String> REFUSALS =
      Set.of("ERR", UNKNOWN_SCRIPT, "OOM", "MISCONF", "WRONGTYPE");

  /** A replica: the one to ask is elsewhere. Within a script 6.2 says so at the end of an ERR. */
  private static final String REPLICA = "READONLY";

  private final String prefix;
  private final RedisLine line;
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable Told told;

  /** The scripts whose source was sent over a connection, by their digests. */
  private record Told(RedisConnection connection, Set<String> scripts) {}

  public RedisScripts(Vertx vertx, RedisSettings settings) {
    this.prefix = settings.prefix();
    this.line = new RedisLine(vertx, settings);
  }

  /** What every key begins with. */
  public String prefix() {
    return prefix;
  }

  /** Asks for the store's life; to be run after the calls for whose answers it vouches. */
  public RedisScript.Call epoch() {
    String fresh = new Hex64(random.nextLong()).toString();
    return EPOCH.on(List.of(prefix + ":epoch"), List.of(fresh));
  }

  /** What {@link #epoch()} was answered. */
  public static Epoch epoch(Response answer) {
    return new Epoch(Hex64.of(answer.get(0).toString()), number(answer.get(1)));
  }

  /** Runs a script. */
  public Future<Response> run(RedisScript.Call call) {
    return line.call(connection -> send(connection, call), RedisScripts::isRefusal);
  }

  /**
   * Runs scripts without waiting in between; in this order where they go to one node, unless that
   * was told to forget its scripts meanwhile.
   */
  public Future<List<Response>> run(List<RedisScript.Call> calls) {
    return line.call(
        connection ->
            Future.all(calls.stream().map(call -> send(connection, call)).toList())
                .map(all -> all.list()),
        RedisScripts::isRefusal);
  }

  /** The number that is answered, as such or in digits. */
  public static long number(Response answer) {
    return Long.parseLong(answer.toString());
  }

  /** The first time with its source, so that no call overtakes one that Redis must be sent anew. */
  private Future<Response> send(RedisConnection connection, RedisScript.Call call) {
    String sha1 = call.script().sha1();
    Set<String> known = told(connection);
    Future<@Nullable Response> answer =
        known.contains(sha1)
            ? connection
                .send(request(Command.EVALSHA, sha1, call))
                .recover(failure ->
                    startsWith(failure, UNKNOWN_SCRIPT)
                        ? sendWhole(connection, call)
                        : Future.failedFuture(failure))
            : sendWhole(connection, call);
    known.add(sha1);
    return answer.map(found -> Check.present("answer", found));
  }

  private static Future<@Nullable Response> sendWhole(
      RedisConnection connection, RedisScript.Call call) {
    return connection.send(request(Command.EVAL, call.script().text(), call));
  }

  private Set<String> told(RedisConnection connection) {
    Told now = told;
    if (now == null || !now.connection().equals(connection)) {
      now = new Told(connection, ConcurrentHashMap.newKeySet());
      told = now;
    }
    return now.scripts();
  }

  private static Request request(Command command, String script, RedisScript.Call call) {
    Request request = Request.cmd(command).arg(script).arg(call.keys().size());
    call.keys().forEach(request::arg);
    call.arguments().forEach(request::arg);
    return request;
  }

  private static boolean isRefusal(Throwable failure) {
    return REFUSALS.stream().anyMatch(word -> startsWith(failure, word))
        && !String.valueOf(failure.getMessage()).contains(REPLICA);
  }

  private static boolean startsWith(Throwable failure, String word) {
    return String.valueOf(failure.getMessage()).startsWith(word + " ");
  }
}
