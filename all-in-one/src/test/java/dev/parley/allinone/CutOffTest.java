package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.runtime.Bus;
import dev.parley.runtime.PassingBus;
import dev.parley.runtime.Service;
import dev.parley.runtime.Topic;
import dev.parley.runtime.Unanswered;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gateways that the bus no longer reaches, while their clients still do. */
class CutOffTest {
  private static final int MANY_HAILS = 40;

  private final List<CutBus> buses = new ArrayList<>();
  private House house;

  /** The bus of one gateway, which a test can cut: nothing comes and nothing goes. */
  private static final class CutBus extends PassingBus {
    private final AtomicInteger hails = new AtomicInteger();
    private volatile boolean cut;

    CutBus(Bus bus) {
      super(bus);
    }

    @Override
    public void send(NodeId to, NodeMessage message) {
      if (message instanceof NodeMessage.Hail) {
        hails.incrementAndGet();
      }
      if (!cut) {
        bus.send(to, message);
      }
    }

    @Override
    public void publish(NodeId from, NodeMessage message) {
      if (!cut) {
        bus.publish(from, message);
      }
    }

    @Override
    public Future<Registration> listen(NodeId node, Consumer<NodeMessage> handler) {
      return bus.listen(
          node,
          message -> {
            if (!cut) {
              handler.accept(message);
            }
          });
    }

    @Override
    public <Q, A> Future<A> ask(Service<Q, A> service, Q question) {
      return cut
          ? Future.failedFuture(new Unanswered(service.name(), Unanswered.Reason.TIMED_OUT))
          : bus.ask(service, question);
    }

    @Override
    public <M> void tell(Topic<M> topic, M message) {
      if (!cut) {
        bus.tell(topic, message);
      }
    }
  }

  private void open(int gateways) {
    house =
        House.open(
            Map.of(
                "PARLEY_CUT_OFF_AFTER", "500ms",
                "PARLEY_LEASE_RENEWAL", "100ms",
                // Nobody is to be missed in these tests: what counts is who answers.
                "PARLEY_LEASE_LAPSE", "60s",
                "PARLEY_BUS_REPLY_TIMEOUT", "200ms"),
            sound -> {
              CutBus bus = new CutBus(sound);
              buses.add(bus);
              return bus;
            });
    for (int more = 1; more < gateways; more++) {
      house.addGateway();
    }
    house.awaitFellows();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void oneOfThreeThatIsCutOffSendsItsClientsAway() {
    open(3);
    TestSocket ada = house.socket(2);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    buses.get(2).cut = true;
    assertTrue(ada.expect(ServerFrame.Drain.class).within() <= 1_000);
    house.await("it is not ready", () -> !house.isReady(2));
    ada.expectClose(CloseCode.SERVER_FAULT);
    assertTrue(house.isReady(0) && house.isReady(1));
    TestSocket second = house.socket(0);
    second.send(Say.resume("ada", a, 2));
    assertEquals("gw-0", second.expect(ServerFrame.Resumed.class).node().value());
  }

  @Test
  void whatWasCutOffIsBackWhenItIsAnswered() {
    open(3);
    buses.get(2).cut = true;
    house.await("it is cut off", () -> !house.isReady(2));
    buses.get(2).cut = false;
    house.await("it is back", () -> house.isReady(2));
    Say.joined(house.socket(2), "ada");
  }

  @Test
  void whereTheServicesAreGoneForEverybodyGatewaysStay() {
    open(3);
    house.stop("rooms");
    house.await("they ask each other", () -> buses.get(0).hails.get() >= MANY_HAILS);
    assertTrue(house.isReady(0) && house.isReady(1) && house.isReady(2));
  }

  @Test
  void ofTwoHalvesTheOneWithTheSmallestIdStays() {
    open(2);
    buses.forEach(bus -> bus.cut = true);
    house.await("the larger id is cut off", () -> !house.isReady(1));
    house.await("they ask each other", () -> buses.get(0).hails.get() >= MANY_HAILS);
    assertTrue(house.isReady(0));
  }

  @Test
  void whoIsAloneIsNeverCutOff() {
    open(1);
    house.stop("rooms");
    TestSocket ada = house.socket(0);
    buses.getFirst().cut = true;
    ada.expectClose(CloseCode.SILENT); // after the time to join, ten times that of a cut
    assertTrue(house.isReady(0));
    assertEquals(0, buses.getFirst().hails.get());
  }
}
