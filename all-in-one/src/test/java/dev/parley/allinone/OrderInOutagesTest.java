package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  private House house;
  private HeldBus busOfTheSecond;
  private TestSocket ada;
  private TestSocket bob;
  private ServerFrame.Joined b;

  private void open(String heartbeat) {
    Map<String, String> settings = new HashMap<>();
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
    ada.send(what);
    ada.expect(ServerFrame.Ok.class, ok -> ok.id().equals(what.id()));
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
}
