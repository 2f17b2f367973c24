package dev.parley.ice.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.protocol.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnCredentialsTest {

  /**
   * Passwords made by {@code printf %s USERNAME | openssl dgst -sha1 -hmac SECRET -binary |
   * base64}.
   */
  @ParameterizedTest
  @CsvSource({
    "north-secret-0123456789, 1700001800, Zm9vYmFyYmF6cXV4MTIzNA, WjjupyKNb047L5nKCbmIZ3yDU2c=",
    "'another/secret+with=signs,no', 1800000000, alice_-01, iFoDTFqhSg21ugx1Qkb9572z7yc="
  })
  void passwordIsTheSignatureOfExpiryAndSession(
      String secret, long expiry, String session, String password) {
    TurnCredentials minted =
        TurnCredentials.mint(new TurnSecrets(List.of(secret)), new SessionId(session), expiry);
    assertEquals(expiry + ":" + session, minted.username());
    assertEquals(password, minted.password());
  }

  @Test
  void theNewerOfTwoSecretsMints() {
    TurnSecrets rotating =
        new TurnSecrets(List.of("north-secret-0123456789", "south-secret-0123456789"));
    TurnSecrets alone = new TurnSecrets(List.of("north-secret-0123456789"));
    SessionId session = new SessionId("session-1");
    assertEquals(
        TurnCredentials.mint(alone, session, 1_800_000_000),
        TurnCredentials.mint(rotating, session, 1_800_000_000));
  }

  @Test
  void aThirdSecretIsRefused() {
    String secret = "north-secret-0123456789";
    assertThrows(
        IllegalArgumentException.class, () -> new TurnSecrets(List.of(secret, secret, secret)));
  }

  @Test
  void aShortSecretIsRefusedAndNotRepeated() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new TurnSecrets(List.of("tooshort")))
            .getMessage();
    assertFalse(message.contains("tooshort"), message);
  }

  @Test
  void neitherSecretNorPasswordShowsAsText() {
    TurnSecrets secrets = new TurnSecrets(List.of("north-secret-0123456789"));
    TurnCredentials minted = TurnCredentials.mint(secrets, new SessionId("session-1"), 1);
    assertFalse(secrets.toString().contains("north"));
    assertFalse(minted.toString().contains(minted.password()));
  }
}
