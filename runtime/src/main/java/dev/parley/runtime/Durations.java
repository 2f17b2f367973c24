package dev.parley.runtime;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a whole number and one unit of ms, s, m, h. */
final class Durations {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private Durations() {}

  static Duration parse(String text, String least, String most) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      Duration value = of(form);
      if (value.compareTo(parse(least)) >= 0 && value.compareTo(parse(most)) <= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "must be a duration from " + least + " to " + most + ", such as 500ms, 2s, 30m or 1h");
  }

  private static Duration parse(String bound) {
    Matcher form = FORM.matcher(bound);
    if (!form.matches()) {
      throw new IllegalStateException("a bound that is no duration: " + bound);
    }
    return of(form);
  }

  private static Duration of(Matcher form) {
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }
}
