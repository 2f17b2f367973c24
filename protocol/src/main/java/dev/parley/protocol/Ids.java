package dev.parley.protocol;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks that the constructors of ids and frames share; each names the field that it refuses.
 */
final class Ids {
  /** RFC 4648, section 5, without padding: safe in a URL, a bus address and a store key. */
  static final Pattern TOKEN_8_64 = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  static final Pattern TOKEN_1_64 = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Ids() {}

  static String matching(String field, @Nullable String value, Pattern pattern) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(field + " must match " + pattern.pattern());
    }
    return value;
  }
}
