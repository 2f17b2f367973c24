package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts on a real Redis 6.2 that is killed, frozen and emptied. */
class RedisScriptsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final RedisScript ECHO = RedisScript.of("return ARGV[1]");
  private static final RedisScript COUNT = RedisScript.of("return redis.call('INCR', KEYS[1])");
  private static final RedisScript REFUSE = RedisScript.of("return redis.error_reply('ERR no')");

  private final Vertx vertx = Vertx.vertx();
  private final RedisProcess redis = RedisProcess.start(RedisProcess.embedded());
  private final RedisScripts scripts = scripts(PATIENCE);

  private RedisScripts scripts(Duration timeout) {
    return new RedisScripts(vertx, redis.settings("test", timeout));
  }

  @BeforeEach
  void connect() {
    assertEquals("hello", echo(scripts, "hello"));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
    redis.close();
  }

  @Test
  void aScriptThatRedisHasForgottenIsSentWhole() {
    redis.ask("SCRIPT", "FLUSH");
    assertEquals("again", echo(scripts, "again"));
    assertEquals(1L, ((List<?>) redis.ask("SCRIPT", "EXISTS", ECHO.sha1())).getFirst());
  }

  @Test
  void scriptsOfOneCallAreCarriedOutInTheirOrder() {
    assertEquals(numbers(1, 1_000), counts(1_000));
  }

  @Test
  void scriptsOfTheFirstCallOfAConnectionAreCarriedOutInTheirOrder() {
    redis.kill();
    redis.restart();
    awaitEcho(scripts);
    assertEquals(numbers(1, 1_000), counts(1_000));
    assertEquals(numbers(1_001, 2_000), counts(1_000));
  }

  private List<Long> counts(int calls) {
    List<RedisScript.Call> all =
        IntStream.range(0, calls).mapToObj(i -> COUNT.on(List.of("n"), List.of())).toList();
    return await(scripts.run(all)).stream().map(Response::toLong).toList();
  }

  private static List<Long> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Long::valueOf).toList();
  }

  @Test
  void aRefusalIsAFailureAndLeavesTheConnectionOpen() {
    Set<String> connections = connections();
    assertTrue(failure(scripts.run(REFUSE.on(List.of(), List.of()))).getMessage().contains("no"));
    assertEquals("hello", echo(scripts, "hello"));
    assertEquals(connections, connections());
  }

  @Test
  void aFrozenRedisFailsCallsInTimeAndIsAskedAgainWhenItGoesOn() {
    RedisScripts hasty = scripts(SHORT);
    awaitEcho(hasty);
    redis.freeze();
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      failure(hasty.run(COUNT.on(List.of("n"), List.of())));
      long took = System.nanoTime() - start;
      assertTrue(took < PATIENCE.toNanos() / 4, "took " + took + " ns");
    }
    redis.thaw();
    awaitEcho(hasty);
    long carriedOut = await(scripts.run(COUNT.on(List.of("n"), List.of()))).toLong() - 1;
    assertTrue(carriedOut <= 10, "of 10 calls that failed, some were carried out: " + carriedOut);
  }

  @Test
  void aRedisThatWasGoneIsFoundByItselfAndHasAnotherEpoch() {
    RedisScripts hasty = scripts(SHORT);
    awaitEcho(hasty);
    final Hex64 epoch = epoch();
    assertEquals(epoch, epoch());
    redis.kill();
    for (int i = 0; i < 10; i++) {
      failure(hasty.run(ECHO.on(List.of(), List.of("nobody"))));
    }
    redis.restart();
    awaitEcho(hasty);
    awaitEcho(scripts);
    assertNotEquals(epoch, epoch());
  }

  @Test
  void theEpochAgesByTheClockOfRedis() {
    Epoch first = life();
    assertTrue(first.age() >= 0);
    assertTrue(redis.comesToPass(() -> life().age() >= first.age() + 50));
    String[] kept = String.valueOf(redis.ask("GET", "test:epoch")).split(" ", -1);
    redis.ask("SET", "test:epoch", kept[0] + " " + (Long.parseLong(kept[1]) - 60_000));
    assertTrue(life().age() >= 60_000);
    assertEquals(first.id(), epoch());
  }

  @Test
  void aClockThatWasSetBackMakesNoEpochNew() {
    Epoch first = life();
    long tomorrow = System.currentTimeMillis() + 86_400_000;
    redis.ask("SET", "test:epoch", first.id() + " " + tomorrow);
    assertTrue(life().age() > 86_400_000);
    assertEquals(first.id(), epoch());
  }

  @Test
  void connectionsThatAreGivenUpAreClosed() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger accepted = new AtomicInteger();
    int port =
        await(
                vertx
                    .createNetServer()
                    .connectHandler(socket -> {
                      accepted.incrementAndGet();
                      open.incrementAndGet();
                      socket.closeHandler(closed -> open.decrementAndGet());
                      socket.handler(ignored -> {});
                    })
                    .listen(0, "127.0.0.1"))
            .actualPort();
    RedisSettings silent =
        new RedisSettings(List.of(URI.create("redis://127.0.0.1:" + port)), "test", SHORT);
    RedisScripts toNobody = new RedisScripts(vertx, silent);
    Until.so(
        "it tries again",
        () -> {
          failure(toNobody.run(ECHO.on(List.of(), List.of("hello"))));
          return accepted.get() >= 3;
        });
    Until.so("what failed is closed", () -> open.get() == 0);
  }

  @Test
  void futuresCompleteOnTheContextOfWhoAsks() {
    RedisScripts fresh = scripts(SHORT);
    Context caller = vertx.getOrCreateContext();
    assertEquals(caller, answeredOn(caller, fresh), "the first call opens the connection");
    assertEquals(caller, answeredOn(caller, fresh));
    redis.freeze();
    for (int i = 0; i < 3; i++) {
      assertEquals(caller, answeredOn(caller, fresh), "of no answer, too");
    }
    redis.thaw();
  }

  private static Context answeredOn(Context caller, RedisScripts asked) {
    Promise<Context> context = Promise.promise();
    caller.runOnContext(now ->
        asked
            .run(ECHO.on(List.of(), List.of("hello")))
            .onComplete(done -> context.complete(Vertx.currentContext())));
    return await(context.future());
  }

  @Test
  void aMasterThatBecomesAReplicaIsLeft() {
    Set<String> connections = connections();
    redis.ask("REPLICAOF", "127.0.0.1", "1");
    failure(scripts.run(COUNT.on(List.of("n"), List.of())));
    redis.ask("REPLICAOF", "NO", "ONE");
    assertEquals(1, await(scripts.run(COUNT.on(List.of("n"), List.of()))).toInteger());
    assertNotEquals(connections, connections());
  }

  @Test
  void aPasswordIsHandedOverAndNeverShown() {
    redis.ask("CONFIG", "SET", "requirepass", "p@ss,word");
    assertEquals("in", echo(with("redis://:p%40ss%2Cword@127.0.0.1:"), "in"));
    Throwable refused =
        failure(with("redis://:wrong@127.0.0.1:").run(ECHO.on(List.of(), List.of("in"))));
    assertTrue(refused.toString().contains("WRONGPASS"), refused.toString());
  }

  private RedisScripts with(String uri) {
    return new RedisScripts(
        vertx, new RedisSettings(List.of(URI.create(uri + redis.port())), "test", PATIENCE));
  }

  private Hex64 epoch() {
    return life().id();
  }

  private Epoch life() {
    return RedisScripts.epoch(await(scripts.run(scripts.epoch())));
  }

  /** The connections to it but that which asks. */
  private Set<String> connections() {
    return String.valueOf(redis.ask("CLIENT", "LIST"))
        .lines()
        .filter(line -> !line.contains("cmd=client"))
        .map(line -> line.split(" ", 2)[0])
        .collect(Collectors.toSet());
  }

  private static String echo(RedisScripts scripts, String word) {
    return await(scripts.run(ECHO.on(List.of(), List.of(word)))).toString();
  }

  /** Asks until there is an answer. */
  private void awaitEcho(RedisScripts scripts) {
    Until.so(
        "it answers",
        () ->
            await(
                scripts
                    .run(ECHO.on(List.of(), List.of("there")))
                    .transform(done -> Future.succeededFuture(done.succeeded()))));
  }

  private static Throwable failure(Future<?> future) {
    Throwable failure = await(future.transform(done -> Future.succeededFuture(done.cause())));
    assertNotNull(failure, "it succeeded");
    return failure;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
