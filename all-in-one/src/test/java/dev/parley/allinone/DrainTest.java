package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Future;
import io.vertx.core.http.UpgradeRejectedException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An orderly stop of a gateway, whose clients have another one to go to, or none. */
class DrainTest {
  /** Longer than a test has patience: who waits for it has failed. */
  private static final String NEVER = "4m";

  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int GOING_AWAY = 1001;

  private House house;

  @AfterEach
  void close() {
    house.close();
  }

  private void open(String within, int gateways) {
    house = House.open(Map.of("PARLEY_DRAIN_WITHIN", within, "PARLEY_LEASE_RENEWAL", "100ms"));
    for (int more = 1; more < gateways; more++) {
      house.addGateway();
    }
    house.awaitFellows();
  }

  /** Begins to stop the first gateway, and waits until a client of it is told. */
  private Future<Void> drain(TestSocket client) {
    Future<Void> stopped = house.stopping(0);
    client.expect(ServerFrame.Drain.class);
    return stopped;
  }

  @Test
  void clientsMoveWhileTheirFirstSocketsServe() {
    open(NEVER, 2);
    TestSocket ada = house.socket(0);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    Future<Void> stopped = drain(ada);

    ada.send(Say.signal(b.session(), 1, "{\"n\":1}"));
    assertEquals(1, bob.expect(ServerFrame.Signal.class).seq());

    TestSocket second = house.socket(1);
    second.send(Say.resume("ada", a, 2));
    assertEquals(b.node(), second.expect(ServerFrame.Resumed.class).node());
    ada.expectClose(CloseCode.FENCED);
    House.await(stopped);
    second.send(Say.signal(b.session(), 2, "{\"n\":2}"));
    assertEquals(2, bob.expect(ServerFrame.Signal.class).seq());
    assertTrue(bob.heardSoFar().stream().noneMatch(DrainTest::tellsAway));
  }

  private static boolean tellsAway(ServerFrame frame) {
    return frame instanceof ServerFrame.Room news
        && (news.changes() == null
            || news.changes().ops().stream().anyMatch(op -> op instanceof RoomOp.Away));
  }

  @Test
  void newSocketsAreRefusedAndTheGatewayIsNotReady() {
    open(NEVER, 2);
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    drain(ada);
    assertFalse(house.isReady(0));
    AssertionError refused = assertThrows(AssertionError.class, () -> house.socket(0));
    var reason = (UpgradeRejectedException) refused.getCause().getCause();
    assertEquals(SERVICE_UNAVAILABLE, reason.getStatus());
  }

  @Test
  void whoeverHasNotMovedInTimeIsClosedWith4010AndAway() {
    open("300ms", 2);
    TestSocket ada = house.socket(0);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(1);
    Say.joined(bob, "bob");
    Future<Void> stopped = house.stopping(0);
    ServerFrame.Drain drain = ada.expect(ServerFrame.Drain.class);
    assertTrue(drain.within() <= 300 && drain.spread() <= drain.within() / 3, drain::toString);
    ada.expectClose(CloseCode.DRAINED);
    House.await(stopped);
    bob.expect(ServerFrame.Room.class, DrainTest::tellsAway);
    TestSocket second = house.socket(1);
    second.send(Say.resume("ada", a, 2));
    second.expect(ServerFrame.Resumed.class);
  }

  @Test
  void whoeverIsLetInWhileItGoesIsToldToo() {
    open(NEVER, 2);
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    TestSocket late = house.socket(0);
    drain(ada);
    Say.joined(late, "late");
    late.expect(ServerFrame.Drain.class);
  }

  @Test
  void aGatewayThatHasJustComeIsMovedTo() {
    house = House.open(Map.of("PARLEY_DRAIN_WITHIN", NEVER, "PARLEY_LEASE_RENEWAL", "1m"));
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    house.addGateway(); // of which the first one's next renewal, a minute from now, would tell
    drain(ada);
  }

  @Test
  void theOnlyGatewayGoesAtOnce() {
    open(NEVER, 1);
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    House.await(house.stopping(0));
    assertEquals(GOING_AWAY, ada.closeCode());
    assertTrue(ada.heardSoFar().stream().noneMatch(ServerFrame.Drain.class::isInstance));
  }

  @Test
  void whereAllGoAtOnceNobodyWaits() {
    open(NEVER, 3);
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    TestSocket bob = house.socket(1);
    Say.joined(bob, "bob");
    House.await(Future.all(house.stopping(0), house.stopping(1), house.stopping(2)));
    assertEquals(GOING_AWAY, ada.closeCode());
    assertEquals(GOING_AWAY, bob.closeCode());
  }

  @Test
  void theDrainEndsWhenTheLastOtherGatewayDies() {
    open(NEVER, 2);
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    Future<Void> stopped = drain(ada);
    House.await(house.stopping(1));
    House.await(stopped);
    assertEquals(GOING_AWAY, ada.closeCode());
  }
}
