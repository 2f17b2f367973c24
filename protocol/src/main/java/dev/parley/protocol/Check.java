package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What compact constructors refuse, each time with the name of the field. */
public final class Check {
  private Check() {}

  /**
   * Refuses null.
   *
   * @throws IllegalArgumentException if the value is null, as a missing JSON field is
   */
  public static <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  /**
   * Refuses what is out of range.
   *
   * @throws IllegalArgumentException if the value is outside min to max, both included
   */
  public static long range(String field, @Nullable Long value, long min, long max) {
    long number = present(field, value);
    if (number < min || number > max) {
      throw new IllegalArgumentException(field + " must be " + min + " to " + max);
    }
    return number;
  }

  /** A number of a client's frame counts from one and fits a JavaScript number. */
  public static long count(String field, @Nullable Long value) {
    return range(field, value, 1, Limits.MAX_SAFE_INTEGER);
  }

  /** A number that may be zero and fits a JavaScript number. */
  public static long whole(String field, @Nullable Long value) {
    return range(field, value, 0, Limits.MAX_SAFE_INTEGER);
  }

  /**
   * Refuses half a surrogate pair, which JSON can escape but UTF-8 cannot write (RFC 7493, section
   * 2.1).
   *
   * @throws IllegalArgumentException if the value is missing, or not all of it is Unicode
   */
  public static String text(String field, @Nullable String value) {
    String text = present(field, value);
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(field + " must not hold half a surrogate pair");
    }
    return text;
  }

  /**
   * Refuses what is too many.
   *
   * @throws IllegalArgumentException if there are more than {@code max}, or one of them is null
   */
  public static <C extends Collection<?>> C atMost(String field, C values, int max) {
    if (values.size() > max) {
      throw new IllegalArgumentException(field + " must have at most " + max + " entries");
    }
    if (values.stream().anyMatch(value -> value == null)) {
      throw new IllegalArgumentException(field + " must not hold null");
    }
    return values;
  }
}
