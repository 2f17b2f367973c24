package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.runtime.FaultyBus.Faults;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyBusTest {

  private static final NodeId NODE = new NodeId("node-1");
  private static final SessionId SESSION = new SessionId("session-1");
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final int COUNT = 50;

  private final Vertx vertx = Vertx.vertx();
  private final Bus sound =
      new VertxBus(vertx, new BusSettings(Duration.ofSeconds(30), 100), new SimpleMeterRegistry());
  private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void start() {
    await(sound.listen(NODE, message -> heard.add(((NodeMessage.Fence) message).generation())));
    await(
        sound.serve(
            Service.ICE,
            question -> {
              asked.incrementAndGet();
              return Future.succeededFuture(IceConfig.NONE);
            }));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private Bus faulty(double lost, double doubled, double delayed) {
    return new FaultyBus(
        vertx, sound, new Faults(lost, doubled, delayed, SHORT), new Random(20261122));
  }

  private static void sendAll(Bus bus) {
    for (long i = 1; i <= COUNT; i++) {
      bus.send(NODE, new NodeMessage.Fence(new RoomName("north"), SESSION, i));
    }
  }

  /** Sends one more over the sound bus; what was sent before it arrives before it. */
  private List<Long> heardUntilNow() throws InterruptedException {
    sound.send(NODE, new NodeMessage.Fence(new RoomName("north"), SESSION, Long.MAX_VALUE));
    List<Long> all = new ArrayList<>();
    for (long next = take(); next != Long.MAX_VALUE; next = take()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void withoutFaultsAllPassesInOrder() throws InterruptedException {
    sendAll(faulty(0, 0, 0));
    List<Long> all = heardUntilNow();
    assertEquals(COUNT, all.size());
    assertEquals(all.stream().sorted().toList(), all);
    assertEquals(
        IceConfig.NONE, await(faulty(0, 0, 0).ask(Service.ICE, new IceRequest(SESSION, null))));
  }

  @Test
  void lostMessagesDoNotArrive() throws InterruptedException {
    sendAll(faulty(1, 0, 0));
    assertEquals(List.of(), heardUntilNow());
  }

  @Test
  void doubledMessagesArriveTwice() throws InterruptedException {
    sendAll(faulty(0, 1, 0));
    assertEquals(2 * COUNT, heardUntilNow().size());
  }

  @Test
  void delayedMessagesArriveInAnotherOrder() throws InterruptedException {
    sendAll(faulty(0, 0, 1));
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      all.add(take());
    }
    assertEquals(COUNT, all.stream().distinct().count());
    assertTrue(!all.equals(all.stream().sorted().toList()), all::toString);
  }

  @Test
  void halfTheFaultsLoseAboutHalfTheMessages() throws InterruptedException {
    sendAll(faulty(0.5, 0, 0));
    int arrived = heardUntilNow().size();
    assertTrue(arrived > COUNT / 5 && arrived < COUNT * 4 / 5, () -> arrived + " arrived");
  }

  @Test
  void aLostQuestionTimesOutAndIsNotCarriedOut() {
    assertThrows(
        Unanswered.class,
        () -> await(faulty(1, 0, 0).ask(Service.ICE, new IceRequest(SESSION, null))));
    assertEquals(0, asked.get());
  }

  @Test
  void aDoubledQuestionIsCarriedOutTwiceAndAnsweredOnce() {
    assertEquals(
        IceConfig.NONE, await(faulty(0, 1, 0).ask(Service.ICE, new IceRequest(SESSION, null))));
    assertEquals(2, asked.get());
  }

  @Test
  void aDelayedQuestionIsAnswered() {
    assertEquals(
        IceConfig.NONE, await(faulty(0, 0, 1).ask(Service.ICE, new IceRequest(SESSION, null))));
  }

  @Test
  void aLostAnswerIsCarriedOutNevertheless() {
    Bus bus = faulty(0.5, 0, 0);
    int failures = 0;
    for (int i = 0; i < COUNT; i++) {
      Future<IceConfig> answer = bus.ask(Service.ICE, new IceRequest(SESSION, null));
      failures += failed(answer) ? 1 : 0;
    }
    assertTrue(asked.get() > COUNT - failures, asked.get() + " asked, " + failures + " failed");
  }

  private static boolean failed(Future<?> answer) {
    try {
      await(answer);
      return false;
    } catch (Unanswered e) {
      return true;
    }
  }

  private long take() throws InterruptedException {
    Long next = heard.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no message came");
    }
    return next;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
