package dev.parley.gateway.tokens;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;

/** Judges bytes as tokens that nobody believes yet. */
public final class TokenInputs {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private TokenInputs() {}

  /** Whether bytes are a token, taken as its text. */
  public static boolean judge(byte[] input) {
    return CompactToken.read(new String(input, ISO_8859_1)) != null;
  }

  /** The same of a token with that header, up to the first line feed, and that payload. */
  public static boolean judgeParts(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    byte[] header = Arrays.copyOf(input, end);
    byte[] payload = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    String text = ENCODER.encodeToString(header) + "." + ENCODER.encodeToString(payload) + ".AAAA";
    return CompactToken.read(text) != null;
  }
}
