package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that stood still, while what it held was taken up elsewhere. */
class PauseTest {
  private static final NodeId FIRST = new NodeId("gw-0");

  private House house;
  private HeldBus bus;

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_HEARTBEAT", "1m",
                "PARLEY_SILENCE", "5m",
                "PARLEY_LEASE_LAPSE", "1m",
                "PARLEY_LEASE_RENEWAL", "1m"),
            sound -> bus = bus == null ? new HeldBus(sound) : bus);
    house.addGateway();
  }

  @AfterEach
  void close() {
    bus.thaw();
    house.close();
  }

  private void freeze() {
    bus.freeze(FIRST);
    house.bus().send(FIRST, new NodeMessage.Wanted(new RoomName("nowhere"), FIRST));
    house.await("it stands still", bus::stands);
  }

  private void thawAfter(long seconds) {
    long start = System.nanoTime();
    house.await("time passes", () -> System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds));
    bus.thaw();
  }

  @Test
  void whatAnOldSocketSaidMeanwhileIsNotActedOn() {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(0);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    freeze();
    bob.send(Say.signal(a.session(), 1, "{\"old\":true}"));
    // Nobody tells the first gateway: it has to find out.
    bus.lose(NodeMessage.class);
    TestSocket newer = house.socket(1);
    newer.send(Say.resume("bob", b, 2));
    newer.expect(ServerFrame.Resumed.class);
    thawAfter(3);
    bob.expectError(ErrorCode.FENCED);
    bob.expectClose(CloseCode.FENCED);
    bus.lose(null);
    newer.send(Say.signal(a.session(), 1, "{\"old\":false}"));
    assertEquals("{\"old\":false}", ada.expect(ServerFrame.Signal.class).data().toString());
  }

  @Test
  void whatWaitedIsActedOnInOrder() {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(0);
    Say.joined(bob, "bob");
    freeze();
    for (long seq = 1; seq <= 3; seq++) {
      bob.send(Say.signal(a.session(), seq, "{}"));
    }
    bob.send(new ClientFrame.Leave(null));
    thawAfter(3);
    for (long seq = 1; seq <= 3; seq++) {
      assertEquals(seq, ada.expect(ServerFrame.Signal.class).seq());
    }
    bob.expectClose(CloseCode.LEFT);
    assertEquals(1, house.meters(0).get("parley.gateway.pauses").counter().count());
  }
}
