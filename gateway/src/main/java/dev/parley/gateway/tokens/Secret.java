package dev.parley.gateway.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A secret that signs tokens, under the name that a token calls it by.
 *
 * @param kid 1 to 64 letters, digits, dots, dashes and underscores
 * @param secret of at least 32 bytes (RFC 7518, section 3.2: as long as the hash)
 */
public record Secret(String kid, String secret) {
  static final String KID = "[A-Za-z0-9_.-]{1,64}";
  private static final int LEAST_BYTES = 32;

  static Secret parse(String text) {
    int end = text.indexOf('=');
    if (end < 0 || !text.substring(0, end).matches(KID)) {
      throw new IllegalArgumentException("must be kid=secret, the secret of at least 32 bytes");
    }
    String secret = text.substring(end + 1);
    if (secret.getBytes(UTF_8).length < LEAST_BYTES) {
      throw new IllegalArgumentException("must have secrets of at least 32 bytes");
    }
    return new Secret(text.substring(0, end), secret);
  }

  /** For messages: never the secret. */
  @Override
  public String toString() {
    return "secret " + kid;
  }
}
