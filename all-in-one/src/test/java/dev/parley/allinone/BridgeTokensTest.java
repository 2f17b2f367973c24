package dev.parley.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.BridgeClient;
import dev.parley.protocol.Json;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a token lets a subscriber of the bridge hear, and until when. */
class BridgeTokensTest {
  private static final String SECRET = "a secret of more than thirty-two bytes";
  private static final long HOUR = 3_600;

  /** Tokens are good for so long after their end, as clocks differ. */
  private static final long SKEW = 30;

  private House house;
  private BridgeClient client;

  @BeforeEach
  void open() {
    house = House.open(Map.of("PARLEY_TOKEN_SECRETS", "k1=" + SECRET));
    client = BridgeClient.open(house.vertx(), house.port(0));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String token(long secondsLeft, Map<String, ?> rights) {
    Map<String, Object> claims =
        Map.of(
            "sub",
            "back-end",
            "aud",
            "parley",
            "exp",
            Instant.now().getEpochSecond() + secondsLeft,
            "parley",
            rights);
    String head = part(Map.of("alg", "HS256", "typ", "JWT", "kid", "k1")) + "." + part(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return head + "." + base64(mac.doFinal(head.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String part(Map<String, ?> json) {
    return base64(Json.write(json));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Map<String, ?> mayFollow(String... rooms) {
    return Map.of("subscribe", Map.of("rooms", List.of(rooms)));
  }

  private BridgeClient register(String room, String token) {
    return client.register(BridgeClient.PREFIX + room, Map.of("token", token));
  }

  @Test
  void noRoomIsToldToWhoShowsNoTokenThatNamesIt() {
    client.register("team-a").error("bad-token");
    register("team-a", "x.y.z").error("bad-token");
    register("team-a", token(-HOUR, mayFollow("*"))).error("token-expired");
    assertEquals(
        403, register("team-a", token(HOUR, mayFollow("b*"))).next().path("failureCode").asInt());
    // Who may enter a room may not for that reason follow it from outside.
    register("team-a", token(HOUR, Map.of("room", "team-a"))).error("forbidden");
    register("team-a", token(HOUR, mayFollow("team-*"))).expect("team-a", "absent");
    client
        .register("parley.user.ada", Map.of("token", token(HOUR, mayFollow("*"))))
        .error("forbidden");
  }

  @Test
  void registrationEndsWithItsTokenAndOthersGoOn() {
    register("team-b", token(HOUR, mayFollow("*"))).expect("team-b", "absent");
    register("team-a", token(2 - SKEW, mayFollow("*"))).expect("team-a", "absent");
    assertEquals(
        BridgeClient.PREFIX + "team-a", client.error("token-expired").path("address").asString());
    assertEquals(1, (int) house.gauge(0, "parley.bridge.handlers"));
    register("team-a", token(HOUR, mayFollow("*"))).expect("team-a", "absent");
  }

  @Test
  void tokenThatIsReplacedInTimeEndsNothing() {
    register("team-a", token(2 - SKEW, mayFollow("*"))).expect("team-a", "absent");
    register("team-a", token(HOUR, mayFollow("*"))).expect("team-a", "absent");
    register("team-b", token(3 - SKEW, mayFollow("*"))).expect("team-b", "absent");
    assertEquals(
        BridgeClient.PREFIX + "team-b", client.error("token-expired").path("address").asString());
    assertEquals(1, (int) house.gauge(0, "parley.bridge.handlers"));
  }
}
