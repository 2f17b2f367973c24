package dev.parley.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Json;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens of a secret as an application would, and remembers them. */
final class SignedTokens {
  static final String SECRET = "0123456789abcdef0123456789abcdef";
  static final Map<String, String> SETTINGS = Map.of("PARLEY_TOKEN_SECRETS", "k1=" + SECRET);

  private final Set<String> made = Collections.synchronizedSet(new HashSet<>());

  /**
   * A token that lives for that long.
   *
   * @param rights the claim {@code parley}
   */
  String token(String user, Duration life, Map<String, Object> rights) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", user);
    claims.put("aud", "parley");
    claims.put("exp", (System.currentTimeMillis() + life.toMillis()) / 1000);
    claims.put("jti", "t-" + made.size());
    claims.put("parley", rights);
    return signed(Map.of("alg", "HS256", "kid", "k1"), claims);
  }

  private String signed(Map<String, Object> header, Map<String, Object> claims) {
    String head = base64(Json.write(header)) + "." + base64(Json.write(claims));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      String token = head + "." + base64(mac.doFinal(head.getBytes(UTF_8)));
      made.add(token);
      return token;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a text holds a token of these, or the part of one that is secret. */
  boolean showIn(String text) {
    return made.stream()
        .anyMatch(token ->
            text.contains(token) || text.contains(token.substring(token.lastIndexOf('.') + 1)));
  }

  int made() {
    return made.size();
  }
}
