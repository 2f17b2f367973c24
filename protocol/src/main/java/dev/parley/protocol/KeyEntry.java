package dev.parley.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The value of one room key: small shared state of a room, such as a topic.
 *
 * @param value at most 512 bytes in UTF-8
 * @param tag new at each change, part of the room's digest
 */
public record KeyEntry(String value, Hex64 tag) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  public KeyEntry {
    checkValue(value);
    Check.present("tag", tag);
  }

  /**
   * Refuses what is no name of a room key.
   *
   * @throws IllegalArgumentException if it is missing or is no name of a room key
   */
  public static String checkKey(String key) {
    return Ids.matching("key", key, KEY);
  }

  /**
   * Refuses what is no value of a room key.
   *
   * @throws IllegalArgumentException if it is no text, or takes more than 512 bytes in UTF-8
   */
  public static String checkValue(String value) {
    if (Check.text("value", value).getBytes(StandardCharsets.UTF_8).length > Limits.ROOM_KEY) {
      throw new IllegalArgumentException("value must take at most " + Limits.ROOM_KEY + " bytes");
    }
    return value;
  }
}
