package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who says too much too fast, on one socket and from one address. */
class LimitsTest {
  private House house;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whoeverGoesOnBreakingALimitIsClosed() {
    house = House.open(Map.of("PARLEY_REFUSALS_PER_SECOND", "1"));
    TestSocket socket = house.socket(0);
    for (int n = 0; n < 20; n++) {
      socket.say("{\"type\":\"telepathy\"}");
    }
    socket.expectClose(CloseCode.LIMIT);
  }

  @Test
  void anAddressThatJoinsTooOftenWaits() {
    house = House.open(Map.of("PARLEY_JOINS_PER_SECOND", "1"));
    List<TestSocket> sockets = Stream.generate(() -> house.socket(0)).limit(40).toList();
    for (int n = 0; n < sockets.size(); n++) {
      sockets.get(n).send(joinElsewhere(n));
    }
    List<ServerFrame> answers =
        sockets.stream().map(each -> each.expect(ServerFrame.class, LimitsTest::isAnswer)).toList();
    assertTrue(answers.stream().filter(ServerFrame.Joined.class::isInstance).count() >= 10);
    List<Refusal> refused =
        answers.stream().filter(Refusal.class::isInstance).map(Refusal.class::cast).toList();
    assertTrue(!refused.isEmpty());
    for (Refusal error : refused) {
      assertEquals(ErrorCode.RATE_LIMITED, error.code());
      assertTrue(error.after() > 0);
    }
  }

  private static boolean isAnswer(ServerFrame frame) {
    return !(frame instanceof ServerFrame.Ping);
  }

  private static ClientFrame.Join joinElsewhere(int n) {
    return new ClientFrame.Join(
        new CommandId("j1"),
        new InstanceId("instance-" + n),
        1,
        new RoomName("room-" + n),
        null,
        null,
        Values.NONE,
        List.of(),
        List.of());
  }
}
