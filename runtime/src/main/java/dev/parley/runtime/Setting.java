package dev.parley.runtime;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One key of the configuration, declared once beside the record that holds its value.
 *
 * @param key the environment variable, {@code PARLEY_…} (or a customary name, such as {@code PORT})
 * @param standard the value as text when the variable is absent; read by the same parser
 * @param parser makes the value; a bad text is answered by an {@link IllegalArgumentException}
 *     whose message completes "KEY=text …", such as "must be a whole number"; it never repeats the
 *     text
 * @param doc one sentence for the reader of {@code --print-config}
 * @param secret whether the text is masked wherever it could be read
 */
public record Setting<T>(
    String key, String standard, Function<String, T> parser, String doc, boolean secret) {

  /** Any text. */
  public static Setting<String> text(String key, String standard, String doc) {
    return of(key, standard, text -> text, doc);
  }

  /** A value with a grammar of its own. */
  public static <T> Setting<T> of(
      String key, String standard, Function<String, T> parser, String doc) {
    return new Setting<>(key, standard, parser, doc, false);
  }

  /** A whole number from {@code least} to {@code most}. */
  public static Setting<Integer> number(String key, int standard, int least, int most, String doc) {
    return of(key, Integer.toString(standard), text -> parseNumber(text, least, most), doc);
  }

  /** A duration such as {@code 500ms}, {@code 2s}, {@code 30m} or {@code 1h}, within bounds. */
  public static Setting<Duration> duration(
      String key, String standard, String least, String most, String doc) {
    return of(key, standard, text -> Durations.parse(text, least, most), doc);
  }

  /** {@code true} or {@code false}. */
  public static Setting<Boolean> flag(String key, boolean standard, String doc) {
    return of(key, Boolean.toString(standard), Setting::parseFlag, doc);
  }

  /** One constant of an enum, in lower case with dashes. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, E standard, Class<E> type, String doc) {
    return of(key, word(standard), text -> parseChoice(text, type), doc);
  }

  /** Values separated by commas; blanks around them and empty ones are dropped. */
  public static <T> Setting<List<T>> list(
      String key, String standard, Function<String, T> each, String doc) {
    return of(key, standard, text -> split(text).stream().map(each).toList(), doc);
  }

  /** The same setting with a value made of this one's; {@code next} refuses as a parser does. */
  public <U> Setting<U> map(Function<T, U> next) {
    return new Setting<>(key, standard, parser.andThen(next), doc, secret);
  }

  /** The same setting, its value masked in every print. */
  public Setting<T> masked() {
    return new Setting<>(key, standard, parser, doc, true);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static int parseNumber(String text, int least, int most) {
    if (text.matches("-?[0-9]{1,9}")) {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw new IllegalArgumentException("must be a whole number from " + least + " to " + most);
  }

  private static boolean parseFlag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  private static <E extends Enum<E>> E parseChoice(String text, Class<E> type) {
    E[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(constant -> word(constant).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be one of "
                    + String.join(", ", Arrays.stream(all).map(Setting::word).toList())));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
