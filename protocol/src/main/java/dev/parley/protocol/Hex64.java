package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * 64 bits, written as 16 lower-case hexadecimal digits: a room's incarnation, the tag of an entry,
 * and the digest of a room, which is the XOR of the tags of all its entries.
 */
public record Hex64(long bits) {
  public static final Hex64 ZERO = new Hex64(0);
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}");

  /**
   * The bits that these digits write.
   *
   * @throws IllegalArgumentException if the text is not 16 lower-case hexadecimal digits
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Hex64 of(String text) {
    return new Hex64(Long.parseUnsignedLong(Ids.matching("hex", text, DIGITS), 16));
  }

  public Hex64 xor(Hex64 other) {
    return new Hex64(bits ^ other.bits);
  }

  @Override
  @JsonValue
  public String toString() {
    return HexFormat.of().toHexDigits(bits);
  }
}
