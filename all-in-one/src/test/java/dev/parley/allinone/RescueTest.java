package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.Member;
import dev.parley.protocol.RoomSnapshot;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.runtime.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gateways make of a store that is back without what it had: two of them, three people. */
class RescueTest {
  private House house;
  private TestSocket ada;
  private TestSocket bob;
  private TestSocket carol;
  private ServerFrame.Joined a;
  private ServerFrame.Joined b;
  private ServerFrame.Joined c;

  @BeforeEach
  void open() {
    house = House.open(Map.of("PARLEY_HEARTBEAT", "200ms", "PARLEY_SILENCE", "20s"));
    house.addGateway();
    ada = house.socket(0);
    a = Say.joined(ada, "ada");
    bob = house.socket(1);
    b = Say.joined(bob, "bob");
    carol = house.socket(1);
    c = Say.joined(carol, "carol");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Head stored() {
    RoomRequest load = new RoomRequest.Load(Say.ROOM);
    return ((RoomAnswer.Loaded) House.await(house.bus().ask(Service.ROOMS, load))).state().head();
  }

  private static Set<SessionId> whoIsUp(RoomSnapshot room) {
    return room.roster().stream()
        .filter(member -> member.state() == Member.State.UP)
        .map(Member::session)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static RoomSnapshot whole(TestSocket socket, Hex64 notOf) {
    return socket
        .expect(
            ServerFrame.Room.class,
            news -> news.snapshot() != null && !news.snapshot().incarnation().equals(notOf))
        .snapshot();
  }

  /** All get a whole room of another incarnation, and in the end the same one, which is stored. */
  private void allAgree(Hex64 notOf, List<TestSocket> sockets, Set<SessionId> up) {
    house.await("the store has the room again", () -> up.equals(house.store().up(Say.ROOM)));
    assertNotEquals(notOf, stored().incarnation());
    for (TestSocket socket : sockets) {
      whole(socket, notOf);
      socket.expect(ServerFrame.Ping.class, ping -> stored().equals(ping.head()));
    }
  }

  /** The snapshot that a client gets who asks for it. */
  private static RoomSnapshot asked(TestSocket socket) {
    socket.send(new ClientFrame.Sync(new Hex64(99), 1));
    return socket.expect(ServerFrame.Room.class, news -> news.snapshot() != null).snapshot();
  }

  private void nobodyWasSentAway(List<TestSocket> sockets) {
    for (TestSocket socket : sockets) {
      RoomSnapshot room = asked(socket);
      assertEquals(stored(), new Head(room.incarnation(), room.rev(), room.digest()));
      assertEquals(house.store().up(Say.ROOM), whoIsUp(room));
    }
  }

  @Test
  void aStoreThatIsBackEmptyIsGivenTheRoomByThoseWhoHaveIt() {
    List<TestSocket> all = List.of(ada, bob, carol);
    house.store().comeBackEmpty();
    allAgree(a.room().incarnation(), all, Set.of(a.session(), b.session(), c.session()));
    nobodyWasSentAway(all);
  }

  @Test
  void whoMovedWhileTheStoreWasAwayIsUpWhereItIsWhenItIsBackEmpty() {
    house.store().goDown();
    bob.cut();
    TestSocket back = house.socket(0);
    back.send(Say.resume("bob", b, 2));
    assertEquals(true, back.expect(ServerFrame.Resumed.class).degraded());
    house.store().comeBackEmpty();
    List<TestSocket> all = List.of(ada, back, carol);
    allAgree(a.room().incarnation(), all, Set.of(a.session(), b.session(), c.session()));
    nobodyWasSentAway(all);
    ada.send(Say.signal(b.session(), 1, "{}"));
    assertEquals(a.session(), back.expect(ServerFrame.Signal.class).from());
  }

  @Test
  void whoIsGoneWithItsSocketBecomesAwayInTheRoomThatWasGivenBack() {
    house.store().goDown();
    bob.cut();
    house.await("only two are left", () -> house.sessions() == 2);
    house.store().comeBackEmpty();
    allAgree(a.room().incarnation(), List.of(ada, carol), Set.of(a.session(), c.session()));
    TestSocket back = house.socket(0);
    back.send(Say.resume("bob", b, 2));
    back.expect(ServerFrame.Resumed.class);
    nobodyWasSentAway(List.of(ada, back, carol));
  }

  @Test
  void aStoreThatIsBackOlderIsToldWhatItHasLost() {
    house.store().remember();
    TestSocket dave = house.socket(0);
    ServerFrame.Joined d = Say.joined(dave, "dave");
    bob.send(Say.update("c1", "mic", "off"));
    bob.expect(ServerFrame.Ok.class);
    ada.send(Say.kick("c1", c.session()));
    ada.expect(ServerFrame.Ok.class);
    carol.expectError(ErrorCode.KICKED);
    house.store().comeBackOlder();
    List<TestSocket> all = List.of(ada, bob, dave);
    allAgree(a.room().incarnation(), all, Set.of(a.session(), b.session(), d.session()));
    nobodyWasSentAway(all);
    Member bobs =
        asked(ada).roster().stream()
            .filter(member -> member.session().equals(b.session()))
            .findFirst()
            .orElseThrow();
    assertEquals("off", bobs.profile().string("mic"));
    TestSocket again = house.socket(1);
    again.send(Say.join("carol", 2, null));
    again.expectError(ErrorCode.KICKED);
  }

  @Test
  void whoResumesAtAStoreThatHasLostItIsNotTakenForAStranger() {
    house.store().remember();
    TestSocket dave = house.socket(0);
    ServerFrame.Joined d = Say.joined(dave, "dave");
    house.store().goDown();
    dave.cut();
    house.store().comeBackOlder();
    TestSocket back = house.socket(0);
    back.send(Say.resume("dave", d, 2));
    back.expect(ServerFrame.Resumed.class);
    Set<SessionId> up = Set.of(a.session(), b.session(), c.session(), d.session());
    house.await("all are up", () -> up.equals(house.store().up(Say.ROOM)));
  }

  @Test
  void aRoomThatIsClosedAndNotLostIsNotBroughtBack() {
    for (TestSocket socket : List.of(ada, bob, carol)) {
      socket.send(new ClientFrame.Leave(null));
      socket.closeCode();
    }
    house.await("the room is closed", () -> house.store().up(Say.ROOM).isEmpty());
    TestSocket late = house.socket(0);
    late.send(Say.resume("ada", a, 2));
    late.expectError(ErrorCode.SESSION_EXPIRED);
  }
}
