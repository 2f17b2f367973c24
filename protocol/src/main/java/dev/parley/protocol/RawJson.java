package dev.parley.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON object that is passed on and never read: a view of the bytes of the frame that it came in.
 * Its syntax, depth and encoding have been checked by whoever decoded that frame.
 *
 * @param source the frame's bytes; shared, never written to
 */
@SuppressWarnings("ArrayRecordComponent") // a view without a copy; equals is written out
public record RawJson(byte[] source, int offset, int length) {
  /** The text as JSON; for tests and for what a server itself says. */
  public static RawJson of(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new RawJson(bytes, 0, bytes.length);
  }

  /** Equal when the bytes are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RawJson raw
        && Arrays.equals(
            source, offset, offset + length, raw.source, raw.offset, raw.offset + raw.length);
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return new String(source, offset, length, StandardCharsets.UTF_8);
  }
}
