package dev.parley.gateway.tokens;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.parley.protocol.Check;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names that a token lists: each as it is, or with a trailing {@code *} all that begin so.
 *
 * @param patterns at most 64 of at most 128 characters
 */
record Names(List<String> patterns) {
  private static final int MOST = 64;
  private static final Pattern PATTERN =
      Pattern.compile("[A-Za-z0-9_.~@:+-]{1,128}|[A-Za-z0-9_.~@:+-]{0,127}\\*");

  /** No name. */
  static final Names NONE = new Names(List.of());

  /** Every name. */
  static final Names ALL = new Names(List.of("*"));

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Names {
    patterns = List.copyOf(Check.atMost("names", patterns, MOST));
    if (!patterns.stream().allMatch(each -> PATTERN.matcher(each).matches())) {
      throw new IllegalArgumentException("names must match " + PATTERN.pattern());
    }
  }

  /** Those names, or none. */
  static Names orNone(@Nullable Names names) {
    return names == null ? NONE : names;
  }

  boolean has(String name) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}
