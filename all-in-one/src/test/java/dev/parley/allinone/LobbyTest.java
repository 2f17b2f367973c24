package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.Moderate.Action;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits to be admitted, at two gateways: ada owns the room and is at the first. */
@Timeout(120)
class LobbyTest {
  private House house;
  private TestSocket ada;

  @BeforeEach
  void open() {
    open(Map.of("PARLEY_HEARTBEAT", "200ms", "PARLEY_SILENCE", "20s"));
  }

  private void open(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    // What a store that came back needs until it serves again is no matter of these tests.
    all.put("PARLEY_ROOM_SETTLE", "1s");
    house = House.open(all);
    house.addGateway();
    ada = house.socket(0);
    Say.joined(ada, "ada");
    done(Order.lobby("lobby-on", true));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void done(Moderate what) {
    Order.done(ada, what);
  }

  /** Waits from now on; ada knows when this returns. */
  private SessionId knock(TestSocket socket, String who, long position) {
    socket.send(Say.join(who, Say.offer("o1")));
    ServerFrame.Lobby lobby = socket.expect(ServerFrame.Lobby.class);
    assertEquals(position, lobby.position());
    assertEquals(new CommandId("j1"), lobby.id());
    adaHears(lobby.session(), true);
    return lobby.session();
  }

  private void adaHears(SessionId who, boolean waits) {
    ada.expect(
        ServerFrame.Room.class,
        news ->
            news.changes() != null
                && news.changes().ops().stream()
                    .anyMatch(op ->
                        op instanceof RoomOp.Lobby lobby
                            && lobby.session().equals(who)
                            && (lobby.knock() != null) == waits));
  }

  private static ServerFrame.Joined joined(TestSocket socket, SessionId session) {
    ServerFrame.Joined joined = socket.expect(ServerFrame.Joined.class);
    assertEquals(new CommandId("j1"), joined.id());
    assertEquals(session, joined.session());
    assertEquals(Map.of(), joined.offers());
    assertFalse(joined.ticket().isEmpty());
    return joined;
  }

  @Test
  void whoWaitsSeesItsPositionAloneAndIsAdmittedInOrderAtWhicheverGateway() {
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    TestSocket cyd = house.socket(0);
    SessionId c = knock(cyd, "cyd", 2);
    TestSocket dee = house.socket(1);
    SessionId d = knock(dee, "dee", 3);

    done(Order.of("m1", Action.ADMIT, b));
    assertEquals(2, joined(bob, b).room().roster().size());
    assertEquals(1, cyd.expect(ServerFrame.Lobby.class).position());
    assertEquals(2, dee.expect(ServerFrame.Lobby.class).position());
    assertNull(dee.expect(ServerFrame.Ping.class).head());

    done(Order.of("m2", Action.ADMIT));
    joined(cyd, c);
    assertEquals(List.of(), joined(dee, d).room().lobby());
    bob.send(Say.signal(d, 1, "{\"n\":1}"));
    assertEquals(b, dee.expect(ServerFrame.Signal.class).from());
  }

  @Test
  void nothingOfTheRoomIsHeardInTheLobby() {
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    ada.send(Say.update("u1", "mic", "off"));
    ada.expect(ServerFrame.Ok.class, ok -> ok.id().value().equals("u1"));
    ada.send(Say.signal(b, 1, "{\"n\":1}"));
    ada.expect(ServerFrame.Undeliverable.class);
    ada.send(new ClientFrame.Pulse(Say.values("speaking", "yes")));
    bob.send(new ClientFrame.Ping(7));
    bob.expect(ServerFrame.Pong.class);
    bob.expect(ServerFrame.Ping.class);
    assertEquals(List.of(), bob.heardSoFar());
  }

  @Test
  void whatIsSaidBehindTheJoinIsDoneOnceAdmitted() {
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    bob.send(Say.update("u1", "hand", "up"));
    done(Order.of("m1", Action.ADMIT, b));
    joined(bob, b);
    assertEquals(new CommandId("u1"), bob.expect(ServerFrame.Ok.class).id());
  }

  @Test
  void whoIsDeniedIsToldSoAndMayKnockAgainByAnotherJoin() {
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    done(Order.of("m1", Action.DENY, b));
    assertEquals(new CommandId("j1"), bob.expectError(ErrorCode.DENIED).id());
    bob.send(Say.join("bob", 2, null));
    bob.expectError(ErrorCode.DENIED);
    bob.send(Order.by("j2", Say.join("bob", 3, null)));
    ServerFrame.Lobby lobby = bob.expect(ServerFrame.Lobby.class);
    assertNotEquals(b, lobby.session());
    assertEquals(1, lobby.position());
    ada.send(Order.of("m2", Action.DENY, b));
    ada.expectError(ErrorCode.UNKNOWN_PEER);
  }

  @Test
  void aJoinThatIsRepeatedElsewhereKeepsItsPlace() {
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    TestSocket cyd = house.socket(1);
    knock(cyd, "cyd", 2);
    TestSocket moved = house.socket(0);
    moved.send(Say.join("bob", 2, null));
    ServerFrame.Lobby lobby = moved.expect(ServerFrame.Lobby.class);
    assertEquals(b, lobby.session());
    assertEquals(1, lobby.position());
    bob.expectError(ErrorCode.FENCED);
    bob.expectClose(CloseCode.FENCED);
    done(Order.of("m1", Action.ADMIT, b));
    joined(moved, b);
  }

  @Test
  void theDeathOfAGatewayCostsNobodyTheirPlace() {
    house.addGateway();
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    knock(house.socket(0), "cyd", 2);
    house.stop("gw-1");
    bob.closeCode();
    TestSocket back = house.socket(2);
    back.send(Say.join("bob", 2, null));
    ServerFrame.Lobby lobby = back.expect(ServerFrame.Lobby.class);
    assertEquals(b, lobby.session());
    assertEquals(1, lobby.position());
    done(Order.of("m1", Action.ADMIT));
    joined(back, b);
  }

  @Test
  void aDrainIsToldToWhoWaits() {
    house.close();
    open(Map.of("PARLEY_DRAIN_WITHIN", "20s"));
    house.awaitFellows();
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    var stopping = house.stopping(1);
    bob.expect(ServerFrame.Drain.class);
    TestSocket moved = house.socket(0);
    moved.send(Say.join("bob", 2, null));
    assertEquals(b, moved.expect(ServerFrame.Lobby.class).session());
    bob.expectClose(CloseCode.FENCED);
    House.await(stopping);
    done(Order.of("m1", Action.ADMIT, b));
    joined(moved, b);
  }

  @Test
  void whoGoesWithoutAWordIsGoneInBoundedTimeAndWhoLeavesAtOnce() {
    house.close();
    open(Map.of("PARLEY_ROOM_AWAY", "1s", "PARLEY_ROOM_SWEEP", "50ms"));
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    TestSocket cyd = house.socket(1);
    SessionId c = knock(cyd, "cyd", 2);
    bob.cut();
    adaHears(b, false);
    assertEquals(1, cyd.expect(ServerFrame.Lobby.class).position());
    cyd.send(new ClientFrame.Leave(null));
    cyd.expectClose(CloseCode.LEFT);
    adaHears(c, false);
  }

  @Test
  void aLockSendsEverybodyAwayAndAClosedRoomToo() {
    TestSocket bob = house.socket(1);
    knock(bob, "bob", 1);
    done(Order.of("m1", Action.LOCK));
    assertEquals(new CommandId("j1"), bob.expectError(ErrorCode.ROOM_LOCKED).id());
    done(Order.of("m2", Action.UNLOCK));
    TestSocket cyd = house.socket(1);
    SessionId c = knock(cyd, "cyd", 1);
    TestSocket dee = house.socket(1);
    knock(dee, "dee", 2);
    done(Order.of("m3", Action.BAN, c));
    cyd.expectError(ErrorCode.BANNED);
    cyd.expectClose(CloseCode.BANNED);
    done(Order.of("m4", Action.CLOSE));
    assertEquals(new CommandId("j1"), dee.expectError(ErrorCode.ROOM_CLOSED).id());
    dee.expectClose(CloseCode.ROOM_CLOSED);
  }

  @Test
  void withoutALobbyWhoWaitedComesInAsFarAsThereIsRoom() {
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    TestSocket cyd = house.socket(1);
    knock(cyd, "cyd", 2);
    done(Order.policy("m1", new Policy.Change(2, null, false, null, null)));
    joined(bob, b);
    cyd.expectError(ErrorCode.ROOM_FULL);
    ada.send(Order.of("m2", Action.ADMIT, b));
    ada.expect(ServerFrame.Ok.class);
  }

  @Test
  void anOutageOfTheStoreIsWaitedOutAndItsLossToo() {
    TestSocket bob = house.socket(1);
    SessionId b = knock(bob, "bob", 1);
    house.store().goDown();
    ada.send(Order.of("m1", Action.ADMIT, b));
    ada.expectError(ErrorCode.UNAVAILABLE);
    house.store().comeBackEmpty();
    house.await("who waited is back", () -> isWaiting(b));
    admit(b);
    assertEquals(b, bob.expect(ServerFrame.Joined.class).session());
  }

  /** As a client does, which is told when to try again. */
  private void admit(SessionId who) {
    for (int n = 0; ; n++) {
      ada.send(Order.of("again" + n, Action.ADMIT, who));
      ServerFrame answer =
          ada.expect(
              ServerFrame.class,
              frame -> frame instanceof ServerFrame.Ok || frame instanceof Refusal);
      if (answer instanceof ServerFrame.Ok) {
        return;
      }
      assertEquals(ErrorCode.UNAVAILABLE, ((Refusal) answer).code());
      ada.expect(ServerFrame.Ping.class);
    }
  }

  private boolean isWaiting(SessionId who) {
    return house.store().waiting(Say.ROOM).contains(who);
  }
}
