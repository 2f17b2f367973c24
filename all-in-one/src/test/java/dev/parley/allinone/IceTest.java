package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ICE servers come with the join, when asked for, and by themselves. */
class IceTest {
  private House house;
  private TestSocket ada;
  private ServerFrame.Joined a;

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_HEARTBEAT",
                "200ms",
                "PARLEY_ICE_PROBES",
                "false",
                "PARLEY_ICE_URLS",
                "stun:stun.example.org:3478"));
    house.addGateway();
    ada = house.socket(0);
    a = Say.joined(ada, "ada");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void withoutIceServersAJoinGoesOnAndTheyFollow() {
    assertEquals(1, a.ice().servers().size());
    house.stop("ice");
    TestSocket bob = house.socket(1);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    assertEquals(List.of(), b.ice().servers());
    bob.send(new ClientFrame.Ice(new CommandId("c1")));
    bob.expectError(ErrorCode.UNAVAILABLE);
    house.startIce();
    ServerFrame.Ice pushed = bob.expect(ServerFrame.Ice.class);
    assertTrue(pushed.id() == null && pushed.servers().size() == 1);
    assertFalse(pushed.ticket().isEmpty());
  }

  @Test
  void askedForIceServersComeWithAFreshTicketThatOpensTheSession() {
    ada.send(new ClientFrame.Ice(new CommandId("c1")));
    ServerFrame.Ice ice = ada.expect(ServerFrame.Ice.class);
    assertEquals("c1", ice.id().value());
    TestSocket back = house.socket(1);
    back.send(Say.resume("ada", ice.ticket(), a, 2));
    back.expect(ServerFrame.Resumed.class);
  }

  @Test
  void whenAServerGoesOrComesBackEverybodyIsToldByItself() {
    house.bus().publish(new NodeId("ice-config-service"), new NodeMessage.IceChanged());
    ServerFrame.Ice pushed = ada.expect(ServerFrame.Ice.class);
    assertNull(pushed.id());
    assertEquals(a.ice().servers(), pushed.servers());
  }

  @Test
  void whoIsInNoRoomIsToldNothing() {
    TestSocket stranger = house.socket(0);
    stranger.send(new ClientFrame.Ice(new CommandId("c1")));
    stranger.expectError(ErrorCode.JOIN_FIRST);
  }
}
