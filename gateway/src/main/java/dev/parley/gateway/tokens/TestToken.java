package dev.parley.gateway.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Check;
import dev.parley.protocol.Json;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.UserId;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token to try a server with; an application makes its own (docs/tokens.md).
 *
 * @param room a name, or with a trailing star all that begin so
 * @param publish null: everything
 * @param users whom it may watch and ring
 */
public record TestToken(
    String room,
    UserId user,
    @Nullable Role role,
    @Nullable List<Publish> publish,
    List<String> users,
    Duration life) {
  private static final String HMAC = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  public TestToken {
    Check.present("room", new Names(List.of(room)));
    Check.present("users", new Names(users));
  }

  /**
   * The token as text, by the first secret of these settings.
   *
   * @param now ms since 1970
   * @throws IllegalArgumentException if there is no secret
   */
  public String signedBy(TokenSettings settings, long now) {
    if (settings.secrets().isEmpty()) {
      throw new IllegalArgumentException(
          "There is no secret that could sign a token: set PARLEY_TOKEN_SECRETS=dev=… (32 letters"
              + " or more after the second =), here and for the server.");
    }
    Secret secret = settings.secrets().getFirst();
    String head = part(Map.of("alg", "HS256", "typ", "JWT", "kid", secret.kid()));
    String text = head + "." + part(claims(settings, now));
    return text + "." + ENCODER.encodeToString(hmac(secret, text));
  }

  private Map<String, Object> claims(TokenSettings settings, long now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", user);
    claims.put("aud", settings.audience());
    if (!settings.issuer().isEmpty()) {
      claims.put("iss", settings.issuer());
    }
    claims.put("exp", (now + life.toMillis()) / 1000);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("parley", rights());
    return claims;
  }

  private Map<String, Object> rights() {
    Map<String, Object> rights = new LinkedHashMap<>();
    rights.put("room", room);
    if (role != null) {
      rights.put("role", role);
    }
    if (publish != null) {
      rights.put("publish", publish);
    }
    if (!users.isEmpty()) {
      rights.put("users", users);
    }
    return rights;
  }

  private static String part(Object json) {
    return ENCODER.encodeToString(Json.write(json));
  }

  private static byte[] hmac(Secret secret, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.secret().getBytes(UTF_8), HMAC));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + HMAC, e);
    }
  }
}
