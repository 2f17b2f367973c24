package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.IceServer;
import dev.parley.protocol.Policy;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.ServerFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TURN servers: whose credentials they are, when they are renewed, and rooms that are relayed. */
class TurnTest {
  private static final Map<String, String> SERVERS =
      Map.of(
          "PARLEY_HEARTBEAT", "200ms",
          "PARLEY_SILENCE", "5m",
          "PARLEY_ICE_PROBES", "false",
          "PARLEY_ICE_TTL", "10m",
          "PARLEY_ICE_TURN_SECRETS", "north-secret-0123456789",
          "PARLEY_ICE_URLS", "stun:stun.example.org,turn:turn.example.org");

  private House house;
  private TestSocket ada;
  private ServerFrame.Joined a;

  private void open(String... more) {
    Map<String, String> environment = new HashMap<>(SERVERS);
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    house = House.open(environment);
    ada = house.socket(0);
    a = Say.joined(ada, "ada");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static List<String> urls(List<IceServer> servers) {
    return servers.stream().map(IceServer::urls).flatMap(List::stream).toList();
  }

  private static Moderate set(String id, Integer capacity, Boolean relay) {
    return new Moderate(
        new CommandId(id),
        Moderate.Action.POLICY,
        null,
        null,
        null,
        new Policy.Change(capacity, relay));
  }

  @Test
  void credentialsAreTheSessionsOwn() {
    open();
    String username = a.ice().servers().getLast().username();
    assertEquals(a.ice().expires() / 1000 + ":" + a.session(), username);
  }

  @Test
  void whoIsNotLetInIsToldNoServers() {
    open();
    ada.send(set("c1", 1, null));
    ada.expect(ServerFrame.Ok.class);
    TestSocket bob = house.socket(0);
    bob.send(Say.join("bob"));
    bob.expectError(ErrorCode.ROOM_FULL);
    bob.send(new ClientFrame.Ice(new CommandId("c1")));
    bob.expectError(ErrorCode.JOIN_FIRST);
  }

  @Test
  void atHalfOfTheirLifeNewCredentialsComeByThemselves() {
    open();
    house.pass(Duration.ofMinutes(4));
    ada.send(new ClientFrame.Ping(1));
    ada.expect(ServerFrame.Pong.class);
    house.pass(Duration.ofMinutes(2));
    ServerFrame.Ice pushed = ada.expect(ServerFrame.Ice.class);
    long later = pushed.expires() - a.ice().expires();
    assertTrue(
        later >= Duration.ofMinutes(6).toMillis(), "not before half of their life: " + later);
    assertFalse(pushed.ticket().isEmpty());
  }

  @Test
  void aRelayedRoomIsToldTurnAlone() {
    open();
    assertEquals(2, urls(a.ice().servers()).size());
    ada.send(set("c1", null, true));
    ada.expect(ServerFrame.Ok.class);
    ada.send(new ClientFrame.Ice(new CommandId("c2")));
    List<String> turn = List.of("turn:turn.example.org:3478?transport=udp");
    assertEquals(turn, urls(ada.expect(ServerFrame.Ice.class).servers()));
    ServerFrame.Joined b = Say.joined(house.socket(0), "bob");
    assertTrue(b.room().policy().relay());
    assertEquals(turn, urls(b.ice().servers()));
  }

  @Test
  void allRoomsCanBeRelayedByTheSettings() {
    open("PARLEY_ROOM_RELAY", "true");
    assertTrue(a.room().policy().relay());
    assertEquals(1, urls(a.ice().servers()).size());
  }
}
