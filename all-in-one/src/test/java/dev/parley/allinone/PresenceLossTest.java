package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.runtime.Bus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Presence when gateways, messages and sockets are lost, and what a change costs. */
class PresenceLossTest extends PresenceScene {
  @Test
  void aDeadGatewaysSessionsGoAndWhoAttendsAgainIsThere() {
    open(
        Map.of(
            "PARLEY_LEASE_LAPSE",
            "1s",
            "PARLEY_LEASE_SETTLE",
            "1s",
            "PARLEY_LEASE_RENEWAL",
            "100ms"));
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(BOB));
    TestSocket bob = attending(1, BOB);
    told(ada, BOB, 1, 0);
    house.stop("gw-1");
    assertEquals(1001, bob.closeCode());
    told(ada, BOB, 0, 0);
    attending(0, BOB);
    told(ada, BOB, 1, 0);
  }

  @Test
  void aLostMessageIsMadeUpForByTheNextHeartbeat() {
    house = House.open(Map.of("PARLEY_HEARTBEAT", "100ms"), PresenceLossTest::deaf);
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(BOB));
    told(ada, BOB, 0, 0);
    attending(0, BOB);
    told(ada, BOB, 1, 0);
  }

  @Test
  void aChangeIsOneMessageOnTheBusAndEachWatcherIsToldOnce() {
    open(Map.of("PARLEY_HEARTBEAT", "1m", "PARLEY_SILENCE", "4m"));
    List<TestSocket> watchers =
        IntStream.range(0, 500).mapToObj(number -> attending(number % 2, ADA)).toList();
    watchers.forEach(each -> ok(each, watch(BOB)));
    watchers.forEach(each -> told(each, BOB, 0, 0));
    AtomicInteger published = new AtomicInteger();
    House.await(house.bus().listen(new NodeId("listener"), message -> count(message, published)));
    attending(0, BOB);
    watchers.forEach(each -> told(each, BOB, 1, 0));
    assertTrue(watchers.stream().allMatch(each -> news(each).isEmpty()));
    assertEquals(1, published.get());
  }

  @Test
  void aSocketThatAttendsIsPingedAndWhoIsSilentIsLost() {
    open(Map.of("PARLEY_HEARTBEAT", "100ms", "PARLEY_SILENCE", "1s"));
    TestSocket ada = attending(0, ADA);
    ada.expect(ServerFrame.Ping.class);
    ok(ada, watch(BOB));
    TestSocket bob = attending(1, BOB);
    told(ada, BOB, 1, 0);
    bob.mute();
    bob.expectClose(CloseCode.SILENT);
    told(ada, BOB, 0, 0);
  }

  @Test
  void aGatewayThatDrainsTellsWhoAttends() {
    open(Map.of("PARLEY_DRAIN_WITHIN", "4m", "PARLEY_LEASE_RENEWAL", "100ms"));
    house.awaitFellows();
    TestSocket ada = attending(0, ADA);
    var stopped = house.stopping(0);
    ada.expect(ServerFrame.Drain.class);
    TestSocket second = attending(1, ADA);
    ok(second, watch(ADA));
    ada.send(new ClientFrame.Leave(null));
    House.await(stopped);
    told(second, ADA, 1, 0);
  }

  private static Bus deaf(Bus bus) {
    HeldBus held = new HeldBus(bus);
    held.lose(NodeMessage.Presences.class);
    return held;
  }

  private static void count(NodeMessage message, AtomicInteger published) {
    if (message instanceof NodeMessage.Presences) {
      published.incrementAndGet();
    }
  }
}
