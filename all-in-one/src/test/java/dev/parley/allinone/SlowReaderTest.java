package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.Member;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ServerFrame;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who does not read is closed, costs no more than its bound, and may come back. */
class SlowReaderTest {
  private static final int MANY = 1_000;
  private static final String LARGE = "{\"x\":\"" + "y".repeat(32 * 1024) + "\"}";

  private House house;

  @BeforeEach
  void open() {
    house = House.open(Map.of("PARLEY_SIGNALS_PER_SECOND", "100000"));
    house.addGateway();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whoDoesNotReadIsClosedWithoutHarmToTheSender() {
    TestSocket reader = house.socket(0);
    ServerFrame.Joined slow = Say.joined(reader, "slow");
    TestSocket ada = house.socket(1);
    Say.joined(ada, "ada");
    reader.expect(ServerFrame.Room.class);
    reader.stall();

    for (int n = 1; n <= MANY; n++) {
      ada.send(Say.signal(slow.session(), n, LARGE));
    }
    ServerFrame.Room news = ada.expect(ServerFrame.Room.class);
    RoomOp.Away away = (RoomOp.Away) news.changes().ops().getFirst();
    assertEquals(slow.session(), away.member().session());
    assertEquals(Member.State.AWAY, away.member().state());
    house.await("the connection is cut", () -> house.gauge(0, "parley.gateway.sockets") == 0);
    assertEquals(1, house.closes(0, "parley.gateway.closes", CloseCode.SLOW_CONSUMER));

    TestSocket back = house.socket(0);
    back.send(Say.resume("slow", slow, 2));
    back.expect(ServerFrame.Resumed.class);
    ada.send(new ClientFrame.Ping(1));
    ada.expect(ServerFrame.Pong.class);
  }
}
