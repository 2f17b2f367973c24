package dev.parley.gateway.tokens;

import static dev.parley.gateway.tokens.Forge.header;
import static dev.parley.gateway.tokens.Forge.hs256;
import static dev.parley.gateway.tokens.Forge.with;
import static dev.parley.gateway.tokens.Verdicts.authority;
import static dev.parley.gateway.tokens.Verdicts.good;
import static dev.parley.gateway.tokens.Verdicts.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Json;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenAuthorityTest {
  private static final long NOW = 1_795_354_200_000L;
  private static final KeyPair RSA = Forge.rsa(2048);
  private static final KeyPair EC = Forge.ec("secp256r1");

  private static final Map<String, Object> CLAIMS = Forge.claims(NOW);
  private static Vertx vertx;

  @TempDir Path folder;
  private long now = NOW;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    Verdicts.await(vertx.close());
  }

  private Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            "PARLEY_TOKEN_SECRETS",
            "k1=" + Forge.SECRET,
            "PARLEY_TOKEN_KEYS",
            "r1=%s,e1=%s".formatted(file(RSA), file(EC)),
            "PARLEY_TOKEN_ISSUER",
            "https://issuer.example"));
  }

  private Path file(KeyPair keys) {
    return Forge.written(folder, Forge.pem(keys));
  }

  private Authority all() {
    return authority(vertx, clock, environment());
  }

  private Authority secrets(String secrets) {
    return authority(vertx, clock, Map.of("PARLEY_TOKEN_SECRETS", secrets));
  }

  private static String byFirst(Map<String, Object> claims) {
    return hs256(header("HS256", "k1"), claims, Forge.SECRET);
  }

  private static String withRights(Map<String, Object> rights) {
    return byFirst(with(CLAIMS, "parley", rights));
  }

  @Test
  void whatASecretOrAKeyHasSignedIsBelieved() {
    Authority all = all();
    assertFalse(all.isOpen());
    assertEquals(new UserId("ada"), good(all, byFirst(CLAIMS)).user());
    good(all, Forge.signed("SHA256withRSA", RSA, header("RS256", "r1"), CLAIMS));
    good(all, Forge.signed("SHA256withECDSAinP1363Format", EC, header("ES256", "e1"), CLAIMS));
  }

  @Test
  void theClaimsSayWhatTheBearerMay() {
    Map<String, Object> rights =
        Map.of(
            "room", "team-*",
            "role", "observer",
            "publish", List.of("data", "microphone"),
            "users", List.of("bob", "guest-*"),
            "subscribe", Map.of("rooms", List.of("wall"), "users", List.of("*")));
    Claims claims = good(all(), withRights(rights));
    assertEquals(Role.OBSERVER, claims.role());
    assertEquals(List.of(Publish.MICROPHONE, Publish.DATA), claims.grant(null).publish());
    assertTrue(claims.mayEnter(new RoomName("team-lunch")));
    assertFalse(claims.mayEnter(new RoomName("tea")));
    assertTrue(claims.maySee(new UserId("guest-7")));
    assertFalse(claims.maySee(new UserId("bobby")));
    assertTrue(claims.maySubscribeRoom(new RoomName("wall")));
    assertFalse(claims.maySubscribeRoom(new RoomName("wall-2")));
    assertTrue(claims.maySubscribeUser(new UserId("anybody")));
    assertEquals(NOW + 3_600_000, claims.expires());
  }

  @Test
  void whatIsNotSaidIsNotAllowed() {
    Claims claims = good(all(), byFirst(with(CLAIMS, "parley", null)));
    assertFalse(claims.mayEnter(new RoomName("team-lunch")));
    assertFalse(claims.maySee(new UserId("ada")));
    assertFalse(claims.maySubscribeRoom(new RoomName("team-lunch")));
    assertFalse(claims.maySubscribeUser(new UserId("ada")));
    assertNull(claims.role());
    assertNull(claims.grant(null).publish());
  }

  @Test
  void theBearerIsWhomTheTokenNamesAndNobodyElse() {
    Claims claims = good(all(), byFirst(CLAIMS));
    assertTrue(claims.maySpeakFor(null));
    assertTrue(claims.maySpeakFor(new UserId("ada")));
    assertFalse(claims.maySpeakFor(new UserId("eve")));
    assertEquals(new UserId("ada"), claims.grant(null).user());
  }

  @Test
  void eachMutationIsRefusedAndNothingIsLogged() {
    Authority all = all();
    Map<String, String> mutations = new Mutations(NOW, RSA, EC).all();
    assertEquals(58, mutations.size());
    List<String> lines =
        Heard.during(
            () -> mutations.forEach((why, token) -> refused(ErrorCode.BAD_TOKEN, all, token, why)));
    refused(ErrorCode.BAD_TOKEN, all, null, "no token");
    assertEquals(List.of(), lines);
  }

  @Test
  void aTokenIsGoodUntilThirtySecondsAfterItsEnd() {
    Authority all = all();
    String token = byFirst(CLAIMS);
    now = NOW + 3_600_000 + 29_999;
    good(all, token);
    now++;
    refused(ErrorCode.TOKEN_EXPIRED, all, token, "an expired token");
  }

  @Test
  void aTokenIsGoodFromThirtySecondsBeforeItsBeginning() {
    Authority all = all();
    String token = byFirst(with(CLAIMS, "nbf", NOW / 1000 + 60));
    now = NOW + 29_999;
    refused(ErrorCode.BAD_TOKEN, all, token, "a token of the future");
    now++;
    good(all, token);
  }

  @Test
  void timesMayHaveFractions() {
    Authority all = all();
    String token = byFirst(with(CLAIMS, "exp", NOW / 1000 + 0.5));
    assertEquals(NOW + 500, good(all, token).expires());
  }

  @Test
  void anExpiredTokenThatNobodySignedIsBadAndNotExpired() {
    now = NOW + 7_200_000;
    refused(ErrorCode.BAD_TOKEN, all(), byFirst(CLAIMS) + "A", "a forged token");
  }

  @Test
  void aSecretIsRotatedByHavingBothForAWhile() {
    String other = "another secret of thirty-two bytes!!";
    String old = byFirst(CLAIMS);
    String fresh = hs256(header("HS256", "k2"), CLAIMS, other);
    Authority before = secrets("k1=" + Forge.SECRET);
    good(before, old);
    refused(ErrorCode.BAD_TOKEN, before, fresh, "a token of a secret to come");
    Authority meanwhile = secrets("k2=" + other + ",k1=" + Forge.SECRET);
    good(meanwhile, old);
    good(meanwhile, fresh);
    Authority after = secrets("k2=" + other);
    good(after, fresh);
    refused(ErrorCode.BAD_TOKEN, after, old, "a token of a secret that is gone");
  }

  @Test
  void aSingleKeyNeedsNoName() {
    Authority single = secrets("k1=" + Forge.SECRET);
    good(single, hs256(header("HS256", null), CLAIMS, Forge.SECRET));
    refused(
        ErrorCode.BAD_TOKEN,
        single,
        hs256(header("HS256", "k2"), CLAIMS, Forge.SECRET),
        "another name");
    Authority nameless = authority(vertx, clock, Map.of("PARLEY_TOKEN_KEYS", file(RSA).toString()));
    good(nameless, Forge.signed("SHA256withRSA", RSA, header("RS256", null), CLAIMS));
    good(nameless, Forge.signed("SHA256withRSA", RSA, header("RS256", "any"), CLAIMS));
  }

  @Test
  void everyKindOfKeyMayBeAJwk() {
    KeyPair p384 = Forge.ec("secp384r1");
    KeyPair p521 = Forge.ec("secp521r1");
    KeyPair ed = Forge.ed25519();
    Map<String, Object> set =
        Map.of(
            "keys",
            List.of(
                with(Forge.jwk("r1", RSA), "alg", "RS512"),
                Forge.jwk("e1", EC),
                Forge.jwk("e2", p384),
                Forge.jwk("e3", p521),
                Forge.jwk("o1", ed)));
    String json = new String(Json.write(set), UTF_8);
    Authority all =
        authority(
            vertx, clock, Map.of("PARLEY_TOKEN_KEYS", Forge.written(folder, json).toString()));
    good(all, Forge.signed("SHA512withRSA", RSA, header("RS512", "r1"), CLAIMS));
    good(all, Forge.signed("SHA256withECDSAinP1363Format", EC, header("ES256", "e1"), CLAIMS));
    good(all, Forge.signed("SHA384withECDSAinP1363Format", p384, header("ES384", "e2"), CLAIMS));
    good(all, Forge.signed("SHA512withECDSAinP1363Format", p521, header("ES512", "e3"), CLAIMS));
    good(all, Forge.signed("Ed25519", ed, header("EdDSA", "o1"), CLAIMS));
  }

  @Test
  void whereNoKeyIsSetNoTokenIsAskedFor() {
    Authority open = authority(vertx, clock, Map.of());
    assertTrue(open.isOpen());
    Claims claims = good(open, null);
    assertNull(claims.user());
    assertNull(claims.expires());
    assertTrue(claims.mayEnter(new RoomName("any")));
    assertTrue(claims.maySee(new UserId("any")));
    assertTrue(claims.maySpeakFor(new UserId("eve")));
    assertEquals(new UserId("eve"), claims.grant(new UserId("eve")).user());
    good(open, "what nobody looks at");
  }
}
