package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of sessions at one gateway, and at two: the same must hold. */
class SignalingTest extends TwoGateways {
  @BeforeEach
  @Override
  void open() {
    super.open();
  }

  private static RoomOp theOp(ServerFrame.Room news) {
    assertEquals(1, news.changes().ops().size());
    return news.changes().ops().getFirst();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aJoinIsAnsweredWithAllThatACallNeedsAndTheOthersAreTold(int other) {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined first = Say.joined(ada, "ada");
    assertEquals(Role.OWNER, first.you().role());
    assertEquals(1, first.room().roster().size());
    assertEquals("gw-0", first.node().value());

    ServerFrame.Joined second = Say.joined(house.socket(other), "bob");
    assertEquals(Role.MEMBER, second.you().role());
    assertEquals(2, second.room().roster().size());
    assertEquals(first.room().incarnation(), second.room().incarnation());

    ServerFrame.Room news = ada.expect(ServerFrame.Room.class);
    assertEquals(first.room().rev(), news.changes().prev());
    assertTrue(
        theOp(news) instanceof RoomOp.Add add
            && add.seat() == null
            && add.member().session().equals(second.session()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aSignalArrivesByteForByteUnderTheNameOfItsSender(int other) {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(other);
    ServerFrame.Joined b = Say.joined(bob, "bob");

    String data = "{ \"b\" : [1.0e+2, \"\\u00fc\\/ü\u2028\"],\t\"b2\": {} }";
    ada.say(
        "{\"kind\":\"app\",\"from\":\""
            + b.session()
            + "\",\"data\":"
            + data
            + ",\"to\":\""
            + b.session()
            + "\",\"seq\":1,\"link\":1,\"type\":\"signal\"}");

    ServerFrame.Signal heard = bob.expect(ServerFrame.Signal.class);
    assertEquals(a.session(), heard.from());
    assertEquals(data, heard.data().toString());
    bob.send(new ClientFrame.Ack(List.of(new ClientFrame.Ack.To(a.session(), 1, 1))));
    ServerFrame.Ack ack = ada.expect(ServerFrame.Ack.class);
    assertEquals(List.of(new ServerFrame.Ack.From(b.session(), 1, 1)), ack.acks());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void offersOfAJoinReachTheirPeersAsFirstSignals(int other) {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(other);
    bob.send(Say.join("bob", Say.offer("o1"), Say.offer("o2")));
    ServerFrame.Joined b = bob.expect(ServerFrame.Joined.class);
    assertEquals(Map.of(new CommandId("o1"), a.session()), b.offers());

    ada.expect(ServerFrame.Room.class);
    ServerFrame.Signal offer = ada.expect(ServerFrame.Signal.class);
    assertEquals(b.session(), offer.from());
    assertEquals(1, offer.link());
    assertEquals(1, offer.seq());
    assertEquals("{\"offer\":\"o1\"}", offer.data().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aRepeatedJoinAnswersTheSameSessionAndOffers(int other) {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(0);
    bob.send(Say.join("bob", Say.offer("o1")));
    ServerFrame.Joined b = bob.expect(ServerFrame.Joined.class);
    TestSocket again = house.socket(other);
    again.send(Say.join("bob", 2, null, Say.offer("o1")));

    ServerFrame.Joined same = again.expect(ServerFrame.Joined.class);
    assertEquals(b.session(), same.session());
    assertEquals(b.offers(), same.offers());
    assertEquals(2, same.room().roster().size());
    bob.expectClose(CloseCode.FENCED);
    for (int doubled = 0; doubled < 2; doubled++) {
      assertEquals(1, ada.expect(ServerFrame.Signal.class).seq());
    }
    assertEquals(Map.of(new CommandId("o1"), a.session()), same.offers());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aLostSocketIsAwayAndResumesAnywhere(int other) {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined a = Say.joined(ada, "ada");
    TestSocket bob = house.socket(0);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    ada.expect(ServerFrame.Room.class);

    bob.cut();
    assertTrue(theOp(ada.expect(ServerFrame.Room.class)) instanceof RoomOp.Away);

    TestSocket back = house.socket(other);
    back.send(Say.resume("bob", b, 2));
    ServerFrame.Resumed resumed = back.expect(ServerFrame.Resumed.class);
    assertEquals(2, resumed.generation());
    assertNotEquals(b.ticket(), resumed.ticket());
    assertTrue(theOp(ada.expect(ServerFrame.Room.class)) instanceof RoomOp.Up);

    ada.send(Say.signal(b.session(), 1, "{}"));
    assertEquals(a.session(), back.expect(ServerFrame.Signal.class).from());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aResumeWithANewerGenerationClosesTheOlderSocket(int other) {
    TestSocket old = house.socket(0);
    ServerFrame.Joined joined = Say.joined(old, "ada");
    TestSocket next = house.socket(other);
    next.send(Say.resume("ada", joined, 2));
    next.expect(ServerFrame.Resumed.class);
    assertNull(old.expectError(ErrorCode.FENCED).id());
    old.expectClose(CloseCode.FENCED);

    TestSocket late = house.socket(0);
    late.send(Say.resume("ada", joined, 2 - 1));
    late.expectError(ErrorCode.FENCED);
    late.expectClose(CloseCode.FENCED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aProfileIsToldToAll(int other) {
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    TestSocket bob = house.socket(other);
    Say.joined(bob, "bob");
    bob.send(Say.update("c1", "mic", "off"));
    assertEquals("c1", bob.expect(ServerFrame.Ok.class).id().value());
    ada.expect(ServerFrame.Room.class);
    RoomOp op = theOp(ada.expect(ServerFrame.Room.class));
    assertTrue(
        op instanceof RoomOp.Update update
            && "off".equals(update.member().profile().string("mic")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void pulsesReachTheOthersThinnedOut(int other) {
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    TestSocket bob = house.socket(other);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    for (int n = 1; n <= 9; n++) {
      bob.send(new ClientFrame.Pulse(Say.values("n", "" + n)));
    }
    ServerFrame.Pulse first = ada.expect(ServerFrame.Pulse.class);
    assertEquals(b.session(), first.from());
    assertEquals("1", first.values().string("n"));
    assertEquals("9", ada.expect(ServerFrame.Pulse.class).values().string("n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void leavingRemovesTheMemberAndClosesInPeace(int other) {
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    TestSocket bob = house.socket(other);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    ada.expect(ServerFrame.Room.class);
    bob.send(new ClientFrame.Leave(null));
    bob.expectClose(CloseCode.LEFT);
    RoomOp op = theOp(ada.expect(ServerFrame.Room.class));
    assertTrue(
        op instanceof RoomOp.Remove remove
            && remove.reason() == RoomOp.Reason.LEFT
            && remove.session().equals(b.session()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aReloadReplacesItsOldEntry(int other) {
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    TestSocket bob = house.socket(0);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    ada.expect(ServerFrame.Room.class);
    bob.send(new ClientFrame.Leave(5_000L));
    bob.expectClose(CloseCode.LEFT);
    assertTrue(theOp(ada.expect(ServerFrame.Room.class)) instanceof RoomOp.Away);

    TestSocket reloaded = house.socket(other);
    reloaded.send(Say.join("bob-again", 1, b.ticket()));
    ServerFrame.Joined c = reloaded.expect(ServerFrame.Joined.class);
    assertEquals(2, c.room().roster().size());
    RoomOp op = theOp(ada.expect(ServerFrame.Room.class));
    assertTrue(
        op instanceof RoomOp.Replace replace
            && replace.replaces().equals(b.session())
            && replace.member().session().equals(c.session()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void framesBehindAJoinAreHandledInOrderAfterIt(int other) {
    TestSocket ada = house.socket(other);
    ada.send(Say.join("ada"));
    ada.send(new ClientFrame.Ping(7));
    ada.send(Say.update("c1", "mic", "off"));
    String first = new String(ada.nextBytes("joined"), StandardCharsets.UTF_8);
    assertTrue(first.startsWith("{\"type\":\"joined\""), first);
    assertEquals(7, ada.expect(ServerFrame.Pong.class).n());
    ada.expect(ServerFrame.Ok.class);
  }
}
