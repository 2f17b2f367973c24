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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IceServersTest {

  private static final TurnSecrets SECRETS = new TurnSecrets(List.of("north-secret-0123456789"));
  private static final TurnAccess SHARED = new TurnAccess.Shared(SECRETS);
  private static final TurnAccess FIXED =
      new TurnAccess.Fixed(new TurnCredentials("guest", "guest-password"));
  private static final SessionId SESSION = new SessionId("session-1");
  private static final Duration TTL = Duration.ofMinutes(30);
  private static final long NOW = 1_700_000_000_999L;

  private final Health health = new Health();

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
        urls(tell(servers, null)));
  }

  @Test
  void turnRowsCarryCredentialsOfTheSessionAndStunRowsNone() {
    IceConfig told = tell(servers("stun:s", "turn:t"), null);
    IceServer stun = told.servers().getFirst();
    IceServer turn = told.servers().getLast();
    assertNull(stun.username());
    assertEquals("1700001800:session-1", turn.username());
    assertEquals(
        TurnCredentials.mint(SECRETS, SESSION, 1_700_001_800).password(), turn.credential());
  }

  @Test
  void expiryIsTheOneThatTheTurnServerReads() {
    assertEquals(1_700_001_800_000L, tell(servers("turn:t"), null).expires());
  }

  @Test
  void twoSessionsHaveDifferentCredentials() {
    IceServers servers = servers("turn:t");
    assertNotEquals(tell(servers, null), servers.tell(new SessionId("session-2"), null, NOW));
  }

  @Test
  void stunAloneNeverExpires() {
    assertEquals(0, tell(servers("stun:s", "turn:t:53"), null).expires());
  }

  @Test
  void nothingConfiguredIsNothingTold() {
    assertEquals(IceConfig.NONE, tell(new IceServers(List.of(), TTL, health), null));
  }

  @Test
  void port53IsDropped() {
    assertEquals(
        List.of(List.of("stun:s:3478")),
        urls(tell(servers("stun:s:53", "stun:s", "turn:t:53"), null)));
  }

  @Test
  void turnWithNothingToOpenItIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> provider("p", null, null, "turn:t"));
  }

  @Test
  void eachProviderHasRowsAndCredentialsOfItsOwn() {
    IceServers servers =
        servers(
            provider("a", null, SHARED, "turn:a", "stun:a"),
            provider("b", null, FIXED, "turn:b"),
            provider("c", null, null, "stun:c"));
    IceConfig told = tell(servers, null);
    assertEquals(
        List.of(
            List.of("stun:a:3478"),
            List.of("stun:c:3478"),
            List.of("turn:a:3478?transport=udp"),
            List.of("turn:b:3478?transport=udp")),
        urls(told));
    IceServer fixed = told.servers().getLast();
    assertEquals("guest/guest-password", fixed.username() + "/" + fixed.credential());
  }

  @Test
  void fixedCredentialsAloneNeverExpire() {
    assertEquals(0, tell(servers(provider("b", null, FIXED, "turn:b")), null).expires());
  }

  // Regions

  private IceServers twoRegions() {
    return servers(
        provider("any", null, null, "stun:any"),
        provider("north", "north", SHARED, "turn:north", "stun:north"),
        provider("south", "south", SHARED, "turn:south"));
  }

  @Test
  void theServersOfTheRegionAndOfNoneAreTold() {
    assertEquals(
        List.of(List.of("stun:any:3478"), List.of("turn:south:3478?transport=udp")),
        urls(tell(twoRegions(), "south")));
  }

  @Test
  void withoutARegionOrWithAnUnknownOneAllAreTold() {
    assertEquals(4, urls(tell(twoRegions(), null)).size());
    assertEquals(tell(twoRegions(), null), tell(twoRegions(), "east"));
  }

  @Test
  void aRegionWhoseTurnServersAreDownIsHelpedByTheOthers() {
    IceServers servers = twoRegions();
    down(servers, "turn:south");
    assertEquals(
        List.of(
            List.of("stun:any:3478"),
            List.of("stun:north:3478"),
            List.of("turn:north:3478?transport=udp")),
        urls(tell(servers, "south")));
  }

  // Health

  @Test
  void whoIsDownIsNotTold() {
    IceServers servers = servers("turn:a", "turn:b", "stun:s", "stun:t");
    down(servers, "turn:a", "stun:t");
    assertEquals(
        List.of(List.of("stun:s:3478"), List.of("turn:b:3478?transport=udp")),
        urls(tell(servers, null)));
  }

  @Test
  void theLastOnesOfAKindStayAndComeLast() {
    IceServers servers = servers("stun:s", "turn:a", "turn:b", "turns:c");
    down(servers, "turn:a", "turn:b", "stun:s");
    assertEquals(
        List.of(
            List.of("turns:c:5349?transport=tcp"),
            List.of("stun:s:3478"),
            List.of("turn:a:3478?transport=udp", "turn:b:3478?transport=udp")),
        urls(tell(servers, null)));
  }

  @Test
  void whoIsInDoubtComesAfterTheOthersOfItsKind() {
    IceServers servers = servers("turn:a", "turn:b", "turns:c");
    fail(servers, "turn:a", 1);
    assertEquals(
        List.of(
            List.of("turn:b:3478?transport=udp", "turn:a:3478?transport=udp"),
            List.of("turns:c:5349?transport=tcp")),
        urls(tell(servers, null)));
  }

  private void down(IceServers servers, String... uris) {
    for (String uri : uris) {
      fail(servers, uri, 2);
    }
  }

  private void fail(IceServers servers, String uri, int times) {
    Server server =
        servers.usable().stream()
            .filter(each -> each.uri().equals(IceUri.parse(uri)))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < times; i++) {
      health.note(server, false);
    }
  }

  private static IceConfig tell(IceServers servers, @Nullable String region) {
    return servers.tell(SESSION, region, NOW);
  }

  private IceServers servers(String... uris) {
    return servers(provider("p", null, SHARED, uris));
  }

  private IceServers servers(IceProvider... providers) {
    return new IceServers(List.of(providers), TTL, health);
  }

  private static IceProvider provider(
      String name, @Nullable String region, @Nullable TurnAccess access, String... uris) {
    return new IceProvider(name, region, Stream.of(uris).map(IceUri::parse).toList(), access);
  }

  private static List<List<String>> urls(IceConfig told) {
    return told.servers().stream().map(IceServer::urls).toList();
  }
}
