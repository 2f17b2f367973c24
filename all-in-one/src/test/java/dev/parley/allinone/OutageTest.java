package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Head;
import dev.parley.protocol.Member;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on while the store of the rooms does not answer: three gateways, ada at the first. */
class OutageTest {
  private House house;
  private TestSocket ada;
  private ServerFrame.Joined a;

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_HEARTBEAT", "200ms", "PARLEY_SILENCE", "20s", "PARLEY_ROOM_AWAY", "60s"));
    house.addGateway();
    house.addGateway();
    ada = house.socket(0);
    a = Say.joined(ada, "ada");
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** Joins at a gateway; ada knows when this returns. */
  private ServerFrame.Joined join(TestSocket socket, String who) {
    ServerFrame.Joined joined = Say.joined(socket, who);
    ada.expect(
        ServerFrame.Room.class,
        news ->
            news.changes() != null
                && news.changes().ops().stream().anyMatch(RoomOp.Add.class::isInstance));
    return joined;
  }

  /** Resumes on the ticket alone. */
  private static ServerFrame.Resumed degraded(TestSocket socket, ClientFrame.Resume resume) {
    socket.send(resume);
    ServerFrame.Resumed resumed = socket.expect(ServerFrame.Resumed.class);
    assertEquals(true, resumed.degraded());
    assertNull(resumed.changes());
    assertNull(resumed.snapshot());
    return resumed;
  }

  /**
   * The other says something that ada hears, and the other way round. In this order: what the
   * gateways tell each other of a move comes before what the one who moved says there, and these
   * sockets, unlike a client, do not repeat what was sent to where somebody is no more.
   */
  private void talk(TestSocket other, SessionId session, long seq) {
    other.send(Say.signal(a.session(), seq, "{\"n\":" + seq + "}"));
    assertEquals(seq, ada.expect(ServerFrame.Signal.class).seq());
    ada.send(Say.signal(session, seq, "{\"n\":" + seq + "}"));
    assertEquals(seq, other.expect(ServerFrame.Signal.class).seq());
  }

  private Head headOf(TestSocket socket, SessionId whoIsUp) {
    socket.expect(
        ServerFrame.Room.class,
        news ->
            news.changes() != null
                ? news.changes().ops().stream()
                    .anyMatch(
                        op -> op instanceof RoomOp.Up up && up.member().session().equals(whoIsUp))
                : news.snapshot().roster().stream()
                    .anyMatch(member ->
                        member.session().equals(whoIsUp) && member.state() == Member.State.UP));
    return socket.expect(ServerFrame.Ping.class, ping -> ping.head() != null).head();
  }

  @Test
  void whoResumesElsewhereIsReachedThereAndConfirmedWhenTheStoreIsBack() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = join(bob, "bob");
    house.store().goDown();
    bob.cut();
    TestSocket back = house.socket(2);
    degraded(back, Say.resume("bob", b, 2));
    talk(back, b.session(), 1);
    assertNull(back.expect(ServerFrame.Ping.class).head());
    house.store().comeBack();
    Head bobs = headOf(back, b.session());
    assertEquals(bobs, headOf(ada, b.session()));
    talk(back, b.session(), 2);
  }

  @Test
  void whoResumesWhereARosterIsNeedsNobodyElse() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = join(bob, "bob");
    house.store().goDown();
    house.stop("gw-1");
    house.stop("gw-2");
    TestSocket back = house.socket(0);
    degraded(back, Say.resume("bob", b, 2));
    talk(back, b.session(), 1);
  }

  @Test
  void aFrozenStoreIsAnOutageToo() {
    house.close();
    house = House.open(Map.of("PARLEY_HEARTBEAT", "200ms", "PARLEY_BUS_REPLY_TIMEOUT", "500ms"));
    house.addGateway();
    ada = house.socket(0);
    a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = join(bob, "bob");
    house.store().freeze();
    bob.cut();
    TestSocket back = house.socket(1);
    degraded(back, Say.resume("bob", b, 2));
    talk(back, b.session(), 1);
    house.store().comeBack();
    assertEquals(headOf(back, b.session()), headOf(ada, b.session()));
  }

  @Test
  void aJoinIsToldToTryAgain() {
    house.store().goDown();
    TestSocket carol = house.socket(1);
    carol.send(Say.join("carol"));
    assertNotNull(carol.expectError(ErrorCode.UNAVAILABLE).after());
    house.store().comeBack();
    carol.send(Say.join("carol"));
    carol.expect(ServerFrame.Joined.class);
  }

  @Test
  void aSessionThatNoGatewayKnowsIsToldToTryAgain() {
    ada.cut();
    house.await("the room has gone with her", () -> house.sessions() == 0);
    house.store().goDown();
    TestSocket back = house.socket(1);
    back.send(Say.resume("ada", a, 2));
    assertNotNull(back.expectError(ErrorCode.UNAVAILABLE).after());
    house.store().comeBack();
    back.send(Say.resume("ada", a, 3));
    assertNull(back.expect(ServerFrame.Resumed.class).degraded());
  }

  @Test
  void whoWasKickedStaysOut() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = join(bob, "bob");
    ada.send(Say.kick("c1", b.session()));
    ada.expect(ServerFrame.Ok.class);
    house.store().goDown();
    TestSocket back = house.socket(2);
    back.send(Say.resume("bob", b, 2));
    back.expectError(ErrorCode.KICKED);
    back.expectClose(CloseCode.KICKED);
  }

  @Test
  void anOlderSocketIsClosedByTheNewerOnesGateway() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = join(bob, "bob");
    house.store().goDown();
    TestSocket newer = house.socket(2);
    degraded(newer, Say.resume("bob", b, 2));
    bob.expectError(ErrorCode.FENCED);
    bob.expectClose(CloseCode.FENCED);
  }

  @Test
  void aLowerGenerationIsFencedByWhatTheGatewaysTellEachOther() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = join(bob, "bob");
    house.store().goDown();
    TestSocket newer = house.socket(2);
    degraded(newer, Say.resume("bob", b, 3));
    bob.expectClose(CloseCode.FENCED);
    talk(newer, b.session(), 1);
    TestSocket late = house.socket(0);
    late.send(Say.resume("bob", b, 2));
    late.expectError(ErrorCode.FENCED);
    late.expectClose(CloseCode.FENCED);
  }

  @Test
  void commandsAreToldToTryAgainAndCarriedOutLater() {
    house.store().goDown();
    ada.send(Say.update("c1", "mic", "off"));
    ada.expectError(ErrorCode.UNAVAILABLE);
    house.store().comeBack();
    ada.send(Say.update("c1", "mic", "off"));
    assertEquals(new CommandId("c1"), ada.expect(ServerFrame.Ok.class).id());
  }
}
