package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.runtime.Unanswered.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxBusTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final NodeId NODE = new NodeId("node-1");
  private static final SessionId SESSION = new SessionId("session-1");
  private static final IceRequest QUESTION = new IceRequest(SESSION, null);

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Bus bus = bus(LONG, 100);

  private Bus bus(Duration replyTimeout, int inFlight) {
    return new VertxBus(vertx, new BusSettings(replyTimeout, inFlight), meters);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void questionReachesTheServiceAndTheAnswerTheAsker() {
    BlockingQueue<IceRequest> asked = new LinkedBlockingQueue<>();
    await(
        bus.serve(
            Service.ICE,
            question -> {
              asked.add(question);
              return Future.succeededFuture(new IceConfig(List.of(), 7));
            }));
    assertEquals(new IceConfig(List.of(), 7), await(bus.ask(Service.ICE, QUESTION)));
    assertEquals(QUESTION, asked.poll());
  }

  @Test
  void eachServiceHearsItsOwnQuestions() {
    await(
        bus.serve(Service.ROOMS, question -> Future.succeededFuture(new RoomAnswer.Unavailable())));
    await(
        bus.serve(
            Service.PRESENCE,
            question -> Future.succeededFuture(new PresenceAnswer.Noted(List.of()))));
    assertEquals(
        new RoomAnswer.Unavailable(),
        await(bus.ask(Service.ROOMS, new RoomRequest.Load(new RoomName("north")))));
    assertEquals(
        new PresenceAnswer.Noted(List.of()),
        await(bus.ask(Service.PRESENCE, new PresenceRequest.Renew(NODE))));
  }

  @Test
  void nodeMessageReachesItsNodeAlone() throws InterruptedException {
    BlockingQueue<NodeMessage> here = new LinkedBlockingQueue<>();
    BlockingQueue<NodeMessage> elsewhere = new LinkedBlockingQueue<>();
    await(bus.listen(NODE, here::add));
    await(bus.listen(new NodeId("node-2"), elsewhere::add));
    NodeMessage fence = new NodeMessage.Fence(new RoomName("north"), SESSION, 4);
    bus.send(NODE, fence);
    assertEquals(fence, take(here));
    assertEquals(0, elsewhere.size());
  }

  @Test
  void whatIsPublishedReachesEveryNodeButItsOwn() throws InterruptedException {
    NodeId other = new NodeId("node-2");
    NodeId third = new NodeId("node-3");
    BlockingQueue<NodeMessage> here = new LinkedBlockingQueue<>();
    BlockingQueue<NodeMessage> there = new LinkedBlockingQueue<>();
    BlockingQueue<NodeMessage> gone = new LinkedBlockingQueue<>();
    await(bus.listen(NODE, here::add));
    await(bus.listen(other, there::add));
    Bus.Registration leaving = await(bus.listen(third, gone::add));
    NodeMessage first = new NodeMessage.Fence(new RoomName("north"), SESSION, 4);
    NodeMessage second = new NodeMessage.Fence(new RoomName("north"), SESSION, 5);
    bus.publish(NODE, first);
    assertEquals(first, take(there));
    assertEquals(first, take(gone));
    await(leaving.close());
    bus.publish(other, second);
    assertEquals(second, take(here));
    assertEquals(0, there.size());
    assertEquals(0, gone.size());
  }

  @Test
  void relayedFramesArriveByteForByteAndInOrder() throws InterruptedException {
    BlockingQueue<NodeMessage> heard = new LinkedBlockingQueue<>();
    await(bus.listen(NODE, heard::add));
    for (byte i = 0; i < 100; i++) {
      byte[] frame = {'{', i, '\n', ' ', -1};
      bus.send(NODE, new NodeMessage.Relayed(new RoomName("north"), SESSION, null, frame));
    }
    for (byte i = 0; i < 100; i++) {
      var relayed = assertInstanceOf(NodeMessage.Relayed.class, take(heard));
      assertArrayEquals(new byte[] {'{', i, '\n', ' ', -1}, relayed.frame());
    }
  }

  @Test
  void sendingToANodeThatIsGoneDoesNothing() {
    bus.send(new NodeId("gone"), new NodeMessage.Fence(new RoomName("north"), SESSION, 4));
    assertEquals(1, meters.counter("parley.bus.node.sent").count());
  }

  @Test
  void withoutAnInstanceThereIsNobody() {
    assertEquals(Reason.NOBODY, refusal(bus.ask(Service.ICE, QUESTION)));
  }

  @Test
  void silenceTimesOut() {
    await(bus.serve(Service.ICE, question -> Promise.<IceConfig>promise().future()));
    Bus impatient = bus(Duration.ofMillis(20), 100);
    assertEquals(Reason.TIMED_OUT, refusal(impatient.ask(Service.ICE, QUESTION)));
  }

  @Test
  void aThrowingServiceAndAFailedFutureAreFailures() {
    Bus.Registration throwing =
        await(
            bus.serve(
                Service.ICE,
                question -> {
                  throw new IllegalStateException("provoked by a test");
                }));
    assertEquals(Reason.FAILED, refusal(bus.ask(Service.ICE, QUESTION)));
    await(throwing.close());
    await(bus.serve(Service.ICE, question -> Future.failedFuture("provoked by a test")));
    assertEquals(Reason.FAILED, refusal(bus.ask(Service.ICE, QUESTION)));
  }

  @Test
  void aQuestionThatIsNoneIsAFailureAndTheNextOneIsAnswered() {
    await(bus.serve(Service.ICE, question -> Future.succeededFuture(IceConfig.NONE)));
    Future<Object> raw =
        vertx
            .eventBus()
            .request(Addresses.of(Service.ICE), Buffer.buffer("{\"session\":1}"))
            .map(reply -> reply.body());
    assertThrows(RuntimeException.class, () -> await(raw));
    assertEquals(IceConfig.NONE, await(bus.ask(Service.ICE, QUESTION)));
  }

  @Test
  void aNodeMessageThatIsNoneIsSkipped() throws InterruptedException {
    BlockingQueue<NodeMessage> heard = new LinkedBlockingQueue<>();
    await(bus.listen(NODE, heard::add));
    NodeMessage fence = new NodeMessage.Fence(new RoomName("north"), SESSION, 4);
    for (String bad : List.of("", "{", "{}", "x", "north session-1\n", "north session-1 ?? \n{}")) {
      vertx.eventBus().send(Addresses.of(NODE), Buffer.buffer(bad));
    }
    bus.send(NODE, fence);
    assertEquals(fence, take(heard));
  }

  @Test
  void questionsBeyondTheLimitAreRefusedAtOnceUntilOneIsAnswered() {
    Promise<IceConfig> first = Promise.promise();
    await(bus.serve(Service.ICE, question -> first.future()));
    Bus narrow = bus(LONG, 1);
    Future<IceConfig> waiting = narrow.ask(Service.ICE, QUESTION);
    assertEquals(Reason.BUSY, refusal(narrow.ask(Service.ICE, QUESTION)));
    first.complete(IceConfig.NONE);
    await(waiting);
    assertEquals(IceConfig.NONE, await(narrow.ask(Service.ICE, QUESTION)));
  }

  @Test
  void afterItsRegistrationIsClosedAServiceHearsNothing() {
    Bus.Registration registration =
        await(bus.serve(Service.ICE, question -> Future.succeededFuture(IceConfig.NONE)));
    await(registration.close());
    assertEquals(Reason.NOBODY, refusal(bus.ask(Service.ICE, QUESTION)));
  }

  @Test
  void handlersRunOnTheContextThatRegisteredThemAndGoWithIt() {
    BlockingQueue<String> deployments = new LinkedBlockingQueue<>();
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            return bus.serve(
                Service.ICE,
                question -> {
                  deployments.add(Vertx.currentContext().deploymentID());
                  return Future.succeededFuture(IceConfig.NONE);
                });
          }
        };
    String deployment = await(vertx.deployVerticle(verticle));
    await(bus.ask(Service.ICE, QUESTION));
    assertEquals(deployment, deployments.poll());
    await(vertx.undeploy(deployment));
    assertEquals(Reason.NOBODY, refusal(bus.ask(Service.ICE, QUESTION)));
  }

  @Test
  void asksAreMeasuredByServiceAndOutcome() {
    refusal(bus.ask(Service.ICE, QUESTION));
    await(bus.serve(Service.ICE, question -> Future.succeededFuture(IceConfig.NONE)));
    await(bus.ask(Service.ICE, QUESTION));
    assertEquals(1, asks("nobody"));
    assertEquals(1, asks("answered"));
  }

  private long asks(String outcome) {
    return meters.timer("parley.bus.asks", "service", "ice", "outcome", outcome).count();
  }

  private static Reason refusal(Future<?> future) {
    return assertThrows(Unanswered.class, () -> await(future)).reason();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static NodeMessage take(BlockingQueue<NodeMessage> queue) throws InterruptedException {
    NodeMessage message = queue.poll(30, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    return message;
  }
}
