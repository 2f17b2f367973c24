package dev.parley.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of one process: each declared {@link Setting} with its value.
 *
 * <p>Every variable that begins with {@code PARLEY_} must be declared, so a misspelt one is found
 * at the start and not in an incident. In pods this needs {@code enableServiceLinks: false}, or
 * Kubernetes adds {@code PARLEY_…_SERVICE_HOST} for its Services.
 *
 * <p><em>Threading:</em> immutable.
 */
public final class Settings {

  private static final String PREFIX = "PARLEY_";

  private final List<Setting<?>> declared;
  private final Map<String, String> texts;
  private final Map<Setting<?>, Object> values;

  private Settings(
      List<Setting<?>> declared, Map<String, String> texts, Map<Setting<?>, Object> values) {
    this.declared = declared;
    this.texts = texts;
    this.values = values;
  }

  /**
   * Reads the declared settings from the environment.
   *
   * @throws SettingsException naming every unknown key and every bad value at once
   */
  public static Settings read(Map<String, String> environment, List<Setting<?>> declared) {
    List<String> faults = new ArrayList<>(unknownKeys(environment, declared));
    Map<Setting<?>, Object> values = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    for (Setting<?> setting : declared) {
      String text = environment.getOrDefault(setting.key(), setting.standard()).strip();
      texts.put(setting.key(), text);
      try {
        values.put(setting, setting.parser().apply(text));
      } catch (IllegalArgumentException e) {
        faults.add("%s=%s %s.".formatted(setting.key(), shown(setting, text), e.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return new Settings(List.copyOf(declared), texts, values);
  }

  /** The value of a declared setting. */
  @SuppressWarnings("unchecked") // read() puts only what the setting's own parser made
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException(setting.key() + " is read but not declared");
    }
    return (T) value;
  }

  /** Every key with its value, default and sentence, as a file of variables; secrets masked. */
  public String print() {
    return declared.stream().map(this::print).collect(Collectors.joining("\n"));
  }

  private String print(Setting<?> setting) {
    String standard = setting.standard().isEmpty() ? "empty" : setting.standard();
    return "# %s Default: %s.%n%s=%s%n"
        .formatted(
            setting.doc(),
            standard,
            setting.key(),
            shown(setting, texts.getOrDefault(setting.key(), "")));
  }

  private static String shown(Setting<?> setting, String text) {
    return setting.secret() && !text.isEmpty() ? "****" : text;
  }

  private static List<String> unknownKeys(
      Map<String, String> environment, List<Setting<?>> declared) {
    List<String> known = declared.stream().map(Setting::key).toList();
    return environment.keySet().stream()
        .filter(key -> key.startsWith(PREFIX) && !known.contains(key))
        .sorted()
        .map(key -> "Unknown setting %s: did you mean %s?".formatted(key, nearest(key, known)))
        .toList();
  }

  private static String nearest(String key, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
        .orElse("no setting at all");
  }

  /** Levenshtein's distance: the fewest letters added, dropped or changed that turn a into b. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
