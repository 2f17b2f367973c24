package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Grant;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SignalKind;
import dev.parley.runtime.Service;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two gateways do when messages are lost, processes end, and records are wrong. */
class RepairTest {
  private House house;
  private HeldBus bus;
  private TestSocket ada;
  private ServerFrame.Joined a;

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_HEARTBEAT", "200ms",
                "PARLEY_SILENCE", "3s",
                "PARLEY_LEASE_RENEWAL", "200ms",
                "PARLEY_LEASE_LAPSE", "1s",
                "PARLEY_LEASE_SETTLE", "1s"),
            sound -> bus = bus == null ? new HeldBus(sound) : bus);
    house.addGateway();
    ada = house.socket(0);
    a = Say.joined(ada, "ada");
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** Waits until ada is told of an op, alone, among others or by a whole room. */
  private void adaHears(Predicate<RoomOp> op, Predicate<Member> member) {
    ada.expect(
        ServerFrame.Room.class,
        news ->
            news.changes() != null
                ? news.changes().ops().stream().anyMatch(op)
                : news.snapshot().roster().stream().anyMatch(member));
  }

  private void adaHearsUpdate(String mic) {
    adaHears(
        op -> op instanceof RoomOp.Update update && has(update.member(), mic),
        member -> has(member, mic));
  }

  private static boolean has(Member member, String mic) {
    return mic.equals(member.profile().string("mic"));
  }

  private void adaHearsState(SessionId who, Member.State state) {
    adaHears(
        op ->
            switch (op) {
              case RoomOp.Away away ->
                  state == Member.State.AWAY && away.member().session().equals(who);
              case RoomOp.Up up -> state == Member.State.UP && up.member().session().equals(who);
              case RoomOp.Add add -> state == Member.State.UP && add.member().session().equals(who);
              case RoomOp.Replace replace -> false;
              case RoomOp.Update update -> false;
              case RoomOp.Remove remove -> false;
              case RoomOp.Key key -> false;
              case RoomOp.SetPolicy policy -> false;
              case RoomOp.Lobby knock -> false;
              case RoomOp.SetBan ban -> false;
            },
        member -> member.session().equals(who) && member.state() == state);
  }

  /** Bob joins; ada knows when this returns. */
  private ServerFrame.Joined joined(TestSocket bob) {
    ServerFrame.Joined b = Say.joined(bob, "bob");
    adaHearsState(b.session(), Member.State.UP);
    return b;
  }

  @Test
  void opsThatTheBusLosesAreHadWithinAHeartbeat() {
    TestSocket bob = house.socket(1);
    joined(bob);
    bus.lose(NodeMessage.Ops.class);
    bob.send(Say.update("c1", "mic", "off"));
    bob.expect(ServerFrame.Ok.class);
    adaHearsUpdate("off");
  }

  @Test
  void anOpAfterALostOneIsHeldUntilTheLostOneIsHad() {
    TestSocket bob = house.socket(1);
    joined(bob);
    bus.lose(NodeMessage.Ops.class);
    bob.send(Say.update("c1", "mic", "off"));
    bob.expect(ServerFrame.Ok.class);
    bus.lose(null);
    bob.send(Say.update("c2", "mic", "on"));
    adaHearsUpdate("on");
  }

  @Test
  void anOfferThatOvertakesItsSendersOpIsHeldAndThenDelivered() {
    bus.lose(NodeMessage.Ops.class);
    TestSocket bob = house.socket(1);
    bob.send(Say.join("bob", Say.offer("o1")));
    ServerFrame.Joined b = bob.expect(ServerFrame.Joined.class);
    adaHearsState(b.session(), Member.State.UP);
    assertEquals(b.session(), ada.expect(ServerFrame.Signal.class).from());
  }

  @Test
  void aFrameOfAStrangerThatComesByTheBusIsNotDelivered() {
    byte[] frame =
        FrameCodec.encode(
            new ServerFrame.Signal(
                new SessionId("a-stranger"), 1, 1, null, SignalKind.APP, RawJson.of("{}")));
    SessionId stranger = new SessionId("a-stranger");
    house.bus().send(a.node(), new NodeMessage.Relayed(Say.ROOM, stranger, a.session(), frame));
    house.bus().send(a.node(), new NodeMessage.Relayed(Say.ROOM, stranger, null, frame));
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    bob.send(Say.signal(a.session(), 1, "{}"));
    assertEquals(b.session(), ada.expect(ServerFrame.Signal.class).from());
  }

  @Test
  void aGatewayObjectsWhenAMemberItHoldsIsCalledAway() {
    House.await(
        house
            .bus()
            .ask(
                Service.ROOMS,
                new RoomRequest.Away(Say.ROOM, a.session(), a.generation(), a.node(), null)));
    adaHearsState(a.session(), Member.State.AWAY);
    adaHearsState(a.session(), Member.State.UP);
  }

  @Test
  void anEntryThatNamesAGatewayButThatItDoesNotHoldBecomesAway() {
    SessionId ghost = new SessionId("a-ghost-of-nobody");
    House.await(house.bus().ask(Service.ROOMS, ghostlyJoin(ghost, a.node())));
    adaHearsState(ghost, Member.State.UP);
    adaHearsState(ghost, Member.State.AWAY);
  }

  private static RoomRequest.Join ghostlyJoin(SessionId ghost, NodeId node) {
    return new RoomRequest.Join(
        Say.ROOM,
        ghost,
        new InstanceId("instance-ghost"),
        new CommandId("j1"),
        1,
        node,
        Grant.OPEN,
        Values.NONE,
        List.of(),
        null,
        List.of());
  }

  @Test
  void anOlderSocketIsClosedEvenWhereTheFenceIsLost() {
    bus.lose(NodeMessage.Fence.class);
    TestSocket newer = house.socket(1);
    newer.send(Say.resume("ada", a, 2));
    newer.expect(ServerFrame.Resumed.class);
    ada.expectError(ErrorCode.FENCED);
    ada.expectClose(CloseCode.FENCED);
  }

  @Test
  void whoAnswersNoPingIsAway() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = joined(bob);
    bob.mute();
    bob.expectClose(CloseCode.SILENT);
    adaHearsState(b.session(), Member.State.AWAY);
  }

  @Test
  void theMembersOfAGatewayThatEndsAreAwayAndResumeElsewhere() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = joined(bob);
    house.stop("gw-1");
    assertEquals(1001, bob.closeCode());
    adaHearsState(b.session(), Member.State.AWAY);
    TestSocket back = house.socket(0);
    back.send(Say.resume("bob", b, 2));
    back.expect(ServerFrame.Resumed.class);
    adaHearsState(b.session(), Member.State.UP);
  }

  @Test
  void aDepartureIsReportedUntilSomebodyHearsIt() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = joined(bob);
    bus.hold();
    bob.cut();
    bus.letGo();
    adaHearsState(b.session(), Member.State.AWAY);
  }

  @Test
  void framesWaitForTheirJoinHoweverLongItTakes() {
    bus.hold();
    TestSocket bob = house.socket(1);
    bob.send(Say.join("bob"));
    bob.send(Say.update("c1", "mic", "off"));
    bob.send(new ClientFrame.Ping(1));
    bob.send(new ClientFrame.Leave(null));
    bus.letGo();
    bob.expect(ServerFrame.Joined.class);
    assertEquals(1, bob.expect(ServerFrame.Pong.class).n());
    bob.expectClose(CloseCode.LEFT);
  }

  @Test
  void aJoinWhoseSocketIsGoneLeavesTheMemberAway() {
    bus.hold();
    TestSocket bob = house.socket(1);
    bob.send(Say.join("bob"));
    bob.send(new ClientFrame.Ping(1));
    bob.cut();
    bus.letGo();
    adaHears(op -> op instanceof RoomOp.Away, member -> member.state() == Member.State.AWAY);
  }

  @Test
  void aPingTellsWhereTheRoomStandsInTheStore() {
    ServerFrame.Ping ping = ada.expect(ServerFrame.Ping.class, one -> one.head() != null);
    assertEquals(a.room().incarnation(), ping.head().incarnation());
    assertEquals(a.room().rev(), ping.head().rev());
    assertEquals(a.room().digest(), ping.head().digest());
    house.stop("rooms");
    ada.expect(ServerFrame.Ping.class, one -> one.head() == null);
    ada.send(Say.update("c1", "mic", "off"));
    ada.expectError(ErrorCode.UNAVAILABLE);
  }

  @Test
  void signalsGoOnWithoutAnyService() {
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = joined(bob);
    house.stop("rooms");
    house.stop("presence");
    house.stop("ice");
    ada.send(Say.signal(b.session(), 1, "{\"still\":true}"));
    assertEquals("{\"still\":true}", bob.expect(ServerFrame.Signal.class).data().toString());
  }

  @Test
  void aSyncIsAnsweredWithWhatIsMissingOrWithTheWholeRoom() {
    for (int n = 1; n <= 3; n++) {
      ada.send(Say.update("c" + n, "mic", "m" + n));
      ada.expect(ServerFrame.Ok.class);
    }
    long rev = a.room().rev() + 3;
    ada.send(new ClientFrame.Sync(a.room().incarnation(), rev - 2));
    ServerFrame.Room missing =
        ada.expect(
            ServerFrame.Room.class,
            news -> news.changes() != null && news.changes().ops().size() == 2);
    assertEquals(rev, missing.changes().rev());

    ada.send(new ClientFrame.Sync(new Hex64(99), 1));
    ServerFrame.Room whole = ada.expect(ServerFrame.Room.class, news -> news.snapshot() != null);
    assertEquals(rev, whole.snapshot().rev());
  }
}
