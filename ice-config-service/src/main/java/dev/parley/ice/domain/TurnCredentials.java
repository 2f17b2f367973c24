package dev.parley.ice.domain;

import dev.parley.protocol.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short-lived TURN credentials that the TURN server checks by itself, knowing the secret alone.
 *
 * @param username {@code expiry:session}, the expiry in seconds since 1970
 * @param password base64 of the HMAC-SHA1 of the username under the shared secret
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00">A REST API
 *     for access to TURN services</a>, section 2.2
 */
public record TurnCredentials(String username, String password) {

  private static final String HMAC = "HmacSHA1";

  /**
   * Mints credentials for one session.
   *
   * @param expirySeconds when they end, in seconds since 1970
   */
  public static TurnCredentials mint(TurnSecrets secrets, SessionId session, long expirySeconds) {
    String username = expirySeconds + ":" + session.value();
    return new TurnCredentials(username, sign(secrets.newest(), username));
  }

  private static String sign(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  @Override
  public String toString() {
    return "TurnCredentials[" + username + "]";
  }
}
