package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.Moderate.Action;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What moderators did holds while the store is away, and after it was lost: at two gateways. */
@Timeout(120)
class OrderInOutagesTest {
  private static final int ROUNDS = 10;

  private House house;
  private HeldBus busOfTheSecond;
  private TestSocket ada;
  private TestSocket bob;
  private ServerFrame.Joined b;

  private void open(String heartbeat) {
    open(heartbeat, Map.of());
  }

  private void open(String heartbeat, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("PARLEY_HEARTBEAT", heartbeat);
    settings.put("PARLEY_SILENCE", "120s");
    settings.put("PARLEY_ROOM_SETTLE", "1s");
    house = House.open(settings, sound -> busOfTheSecond = new HeldBus(sound));
    house.addGateway();
    ada = house.socket(0);
    Say.joined(ada, "ada");
    bob = house.socket(1);
    bob.send(Order.as("bob", Say.join("bob")));
    b = bob.expect(ServerFrame.Joined.class);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void done(Moderate what) {
    Order.done(ada, what);
  }

  @Test
  void whoResumesWhereAKickWasNotHeardIsOutWhenTheStoreIsBack() {
    open("60s");
    // Somebody for whom the second gateway keeps what it believes of the room.
    Say.joined(house.socket(1), "cyd");
    busOfTheSecond.lose(NodeMessage.Ops.class);
    done(Order.of("k1", Action.KICK, b.session()));
    house.store().goDown();
    bob.cut();
    TestSocket back = house.socket(1);
    back.send(Say.resume("bob", b, 2));
    assertEquals(true, back.expect(ServerFrame.Resumed.class).degraded());
    house.store().comeBack();
    back.expectError(ErrorCode.KICKED);
    back.expectClose(CloseCode.KICKED);
  }

  @Test
  void aBanHoldsWhileTheStoreIsAwayAndAfterItWasLost() {
    open("200ms");
    done(Order.of("b1", Action.BAN, b.session()));
    bob.expectClose(CloseCode.BANNED);
    house.store().goDown();
    TestSocket back = house.socket(0);
    back.send(Say.resume("bob", b, 2));
    back.expectClose(CloseCode.BANNED);
    house.store().comeBackEmpty();
    house.await("the room is back", () -> house.store().head(Say.ROOM) != null);
    Refusal refused;
    do {
      TestSocket anotherPage = house.socket(1);
      anotherPage.send(Order.as("bob", Say.join("another-page")));
      refused = anotherPage.expect(Refusal.class);
    } while (refused.code() == ErrorCode.UNAVAILABLE);
    assertEquals(ErrorCode.BANNED, refused.code());
    done(Order.of("b2", Action.UNBAN, b.session()));
    TestSocket forgiven = house.socket(1);
    forgiven.send(Order.as("bob", Say.join("another-page")));
    forgiven.expect(ServerFrame.Joined.class);
  }

  @Test
  void aKickWithoutTheStoreIsNotDoneAndOneThatIsRepeatedLaterHolds() {
    open("200ms");
    house.store().goDown();
    ada.send(Order.of("k1", Action.KICK, b.session()));
    assertNotNull(ada.expectError(ErrorCode.UNAVAILABLE).after());
    bob.cut();
    TestSocket back = house.socket(0);
    back.send(Say.resume("bob", b, 2));
    assertEquals(true, back.expect(ServerFrame.Resumed.class).degraded());
    ada.send(Say.signal(b.session(), 1, "{}"));
    assertEquals(1, back.expect(ServerFrame.Signal.class).seq());
    house.store().comeBack();
    insists(Order.of("k1", Action.KICK, b.session()));
    back.expectError(ErrorCode.KICKED);
    back.expectClose(CloseCode.KICKED);
    staysOut();
  }

  @Test
  void aKickThatAFrozenStoreCarriesOutLateHoldsAgainstWhoCameBackMeanwhile() {
    open("200ms", Map.of("PARLEY_BUS_REPLY_TIMEOUT", "500ms"));
    house.store().freeze();
    ada.send(Order.of("k1", Action.KICK, b.session()));
    ada.expectError(ErrorCode.UNAVAILABLE);
    bob.cut();
    TestSocket back = house.socket(0);
    back.send(Say.resume("bob", b, 2));
    assertEquals(true, back.expect(ServerFrame.Resumed.class).degraded());
    house.store().comeBack();
    back.expectClose(CloseCode.KICKED);
    insists(Order.of("k1", Action.KICK, b.session()));
    staysOut();
  }

  /** The kick, the failure of the store and the resume are under way at once, time and again. */
  @Test
  void whoeverWinsARaceOfKickOutageAndResumeTheKickedIsOutWhenThatWasAnswered() {
    open("200ms");
    for (int round = 0; round < ROUNDS; round++) {
      bob.cut();
      bob = house.socket(1);
      bob.send(Order.as("bob", Say.join("bob-" + round)));
      b = bob.expect(ServerFrame.Joined.class);
      Moderate kick = Order.of("k" + round, Action.KICK, b.session());
      TestSocket back = house.socket(0);
      bob.cut();
      ada.send(kick);
      back.send(Say.resume("bob-" + round, b, 2));
      house.store().goDown();
      ServerFrame answer = answerTo(kick);
      house.store().comeBack();
      if (answer instanceof Refusal refused) {
        assertEquals(ErrorCode.UNAVAILABLE, refused.code());
        insists(kick);
      }
      back.expectClose(CloseCode.KICKED);
      staysOut();
    }
  }

  private ServerFrame answerTo(Moderate what) {
    return ada.expect(
        ServerFrame.class,
        frame ->
            (frame instanceof ServerFrame.Ok ok && ok.id().equals(what.id()))
                || (frame instanceof Refusal refused && what.id().equals(refused.id())));
  }

  /** Says it again as long as it cannot be done just now. */
  private void insists(Moderate what) {
    ServerFrame answer;
    do {
      ada.send(what);
      answer = answerTo(what);
    } while (answer instanceof Refusal refused && refused.code() == ErrorCode.UNAVAILABLE);
    assertInstanceOf(ServerFrame.Ok.class, answer);
  }

  /** By that ticket, at every gateway. */
  private void staysOut() {
    for (int gateway = 0; gateway < house.gateways(); gateway++) {
      TestSocket replacing = house.socket(gateway);
      replacing.send(Order.as("bob", Say.join("once-more", 1, b.ticket())));
      replacing.expectClose(CloseCode.KICKED);
    }
  }
}
