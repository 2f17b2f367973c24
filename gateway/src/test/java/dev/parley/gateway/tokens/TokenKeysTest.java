package dev.parley.gateway.tokens;

import static dev.parley.gateway.tokens.Forge.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Json;
import dev.parley.runtime.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a key, and what is refused as one at the start. */
class TokenKeysTest {
  private static final KeyPair EC = Forge.ec("secp256r1");
  private static Vertx vertx;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    Verdicts.await(vertx.close());
  }

  private static Authority authority(String key, String value) {
    return Verdicts.authority(vertx, InstantSource.system(), Map.of(key, value));
  }

  /** Why a key is tried before it is used: docs/decisions.md. */
  @Test
  void aProviderOfVertxThatHasNoKeyTakesUnsignedTokensAndIsNeverMade() {
    JsonObject unreadable = new JsonObject(with(Forge.jwk("o1", Forge.ed25519()), "x", "AAAA"));
    JWTAuth bare = JWTAuth.create(vertx, new JWTAuthOptions().addJwk(unreadable));
    assertTrue(bare.authenticate(new TokenCredentials("eyJhbGciOiJub25lIn0.e30.")).succeeded());
    assertThrows(IllegalArgumentException.class, () -> TokenKey.jwk(vertx, unreadable));
  }

  @Test
  void aServerGetsPublicKeysAlone() {
    String pem = Forge.pem("PRIVATE KEY", EC.getPrivate().getEncoded());
    assertTrue(refusal(pem).contains("private key"));
    String jwk = json(with(Forge.jwk("e1", EC), "d", "AAAA"));
    assertTrue(refusal(jwk).contains("public part"));
    assertTrue(refusal(Forge.pem(Forge.rsa(1024))).contains("2048"));
    assertTrue(refusal("{\"kty\":\"oct\",\"k\":\"AAAA\"}").contains("no key"));
    assertTrue(refusal("nothing").contains("neither"));
    assertTrue(refusal("{").contains("no JWK"));
  }

  private String refusal(String key) {
    return assertThrows(
            SettingsException.class,
            () -> authority("PARLEY_TOKEN_KEYS", Forge.written(folder, key).toString()))
        .getMessage();
  }

  private static String json(Map<String, Object> value) {
    return new String(Json.write(value), UTF_8);
  }

  @Test
  void keysThatCannotBeToldApartAreRefused() {
    String secret = "=" + Forge.SECRET;
    assertThrows(
        SettingsException.class,
        () -> authority("PARLEY_TOKEN_SECRETS", "k1" + secret + ",k1" + secret));
    assertThrows(SettingsException.class, () -> authority("PARLEY_TOKEN_SECRETS", Forge.SECRET));
    assertThrows(SettingsException.class, () -> authority("PARLEY_TOKEN_SECRETS", "k1=short"));
    Map<String, String> nameless =
        Map.of(
            "PARLEY_TOKEN_SECRETS",
            "k1" + secret,
            "PARLEY_TOKEN_KEYS",
            Forge.written(folder, Forge.pem(EC)).toString());
    assertThrows(
        SettingsException.class, () -> Verdicts.authority(vertx, InstantSource.system(), nameless));
    for (String url : List.of("http://keys.example", "https://u:p@keys.example", "file:///k")) {
      assertThrows(SettingsException.class, () -> authority("PARLEY_TOKEN_JWKS", url));
    }
  }
}
