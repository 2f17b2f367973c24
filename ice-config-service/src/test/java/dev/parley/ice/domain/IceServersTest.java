package dev.parley.ice.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.IceServer;
import dev.parley.protocol.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IceServersTest {

  private static final TurnSecrets SECRETS = new TurnSecrets(List.of("north-secret-0123456789"));
  private static final SessionId SESSION = new SessionId("session-1");
  private static final Duration TTL = Duration.ofMinutes(30);
  private static final long NOW = 1_700_000_000_999L;

  @Test
  void cheapAndFastServersComeFirst() {
    IceServers servers =
        servers(
            "turns:t:443",
            "turns:t",
            "turn:t?transport=tcp",
            "turn:t",
            "stun:s2",
            "turn:u",
            "stun:s1");
    assertEquals(
        List.of(
            List.of("stun:s2:3478", "stun:s1:3478"),
            List.of("turn:t:3478?transport=udp", "turn:u:3478?transport=udp"),
            List.of("turn:t:3478?transport=tcp"),
            List.of("turns:t:5349?transport=tcp", "turns:t:443?transport=tcp")),
        urls(servers.tell(SESSION, NOW)));
  }

  @Test
  void turnRowsCarryCredentialsOfTheSessionAndStunRowsNone() {
    IceConfig told = servers("stun:s", "turn:t").tell(SESSION, NOW);
    IceServer stun = told.servers().getFirst();
    IceServer turn = told.servers().getLast();
    assertNull(stun.username());
    assertEquals("1700001800:session-1", turn.username());
    assertEquals(
        TurnCredentials.mint(SECRETS, SESSION, 1_700_001_800).password(), turn.credential());
  }

  @Test
  void expiryIsTheOneThatTheTurnServerReads() {
    assertEquals(1_700_001_800_000L, servers("turn:t").tell(SESSION, NOW).expires());
  }

  @Test
  void twoSessionsHaveDifferentCredentials() {
    IceServers servers = servers("turn:t");
    assertNotEquals(servers.tell(SESSION, NOW), servers.tell(new SessionId("session-2"), NOW));
  }

  @Test
  void stunAloneNeverExpires() {
    assertEquals(0, servers("stun:s", "turn:t:53").tell(SESSION, NOW).expires());
  }

  @Test
  void nothingConfiguredIsNothingTold() {
    assertEquals(
        IceConfig.NONE,
        new IceServers(List.of(), new TurnSecrets(List.of()), TTL).tell(SESSION, NOW));
  }

  @Test
  void port53IsDropped() {
    assertEquals(
        List.of(List.of("stun:s:3478")),
        urls(servers("stun:s:53", "stun:s", "turn:t:53").tell(SESSION, NOW)));
  }

  @Test
  void turnWithoutASecretIsRefused() {
    List<IceUri> uris = List.of(IceUri.parse("turn:t"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new IceServers(uris, new TurnSecrets(List.of()), TTL));
  }

  private static IceServers servers(String... uris) {
    return new IceServers(Stream.of(uris).map(IceUri::parse).toList(), SECRETS, TTL);
  }

  private static List<List<String>> urls(IceConfig told) {
    return told.servers().stream().map(IceServer::urls).toList();
  }
}
