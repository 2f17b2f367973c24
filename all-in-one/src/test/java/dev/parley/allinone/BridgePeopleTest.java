package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.BridgeClient;
import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.wire.Attend;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.UserNews;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a subscriber of the bridge is told of a user, whichever gateway the user is at. */
class BridgePeopleTest extends TwoGateways {
  private static final String ADA = "parley.user.ada";

  @BeforeEach
  @Override
  void open() {
    super.open();
  }

  private TestSocket attending(int number) {
    TestSocket socket = house.socket(0);
    socket.send(
        new Attend(
            new CommandId("a1"),
            new InstanceId("instance-" + number),
            1,
            null,
            new UserId("ada"),
            Say.values("is", "lunch")));
    socket.expect(UserNews.Attending.class);
    return socket;
  }

  /** Reads on until the user is told with so many sessions; what is said grows newer each time. */
  private static JsonNode told(BridgeClient follower, int sessions) {
    long rev = -1;
    while (true) {
      JsonNode message = follower.next();
      assertEquals(ADA, message.path("address").asString(), message::toString);
      JsonNode body = message.path("body");
      assertEquals("presence", body.path("kind").asString());
      assertEquals("ada", body.path("user").asString());
      assertEquals(true, body.path("rev").asLong() > rev, message::toString);
      rev = body.path("rev").asLong();
      if (body.path("sessions").asInt() == sessions) {
        return body;
      }
    }
  }

  @Test
  void userOfAnotherGatewayIsFollowed() {
    BridgeClient follower = BridgeClient.open(house.vertx(), house.port(1));
    follower.register(ADA, Map.of());
    assertEquals(0, told(follower, 0).path("calls").asInt());
    TestSocket first = attending(1);
    told(follower, 1);
    attending(2);
    assertEquals("lunch", told(follower, 2).path("status").path("is").asString());

    BridgeClient late = BridgeClient.open(house.vertx(), house.port(1));
    late.register(ADA, Map.of());
    told(late, 2);
    first.send(new ClientFrame.Leave(null));
    told(late, 1);
    told(follower, 1);
  }
}
