package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A flat JSON object of strings, numbers and booleans: what a session tells about itself (its
 * profile), a change of it, or a pulse. Names match {@code [A-Za-z][A-Za-z0-9_-]{0,31}}.
 *
 * @param map immutable, ordered by name, so that equal values have equal JSON
 */
public record Values(@JsonValue SortedMap<String, JsonNode> map) {
  public static final Values NONE = new Values(Collections.emptySortedMap());
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Values {
    for (var entry : Check.present("values", map).entrySet()) {
      checkName(entry.getKey());
      checkValue(entry.getKey(), entry.getValue());
    }
    map = Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /**
   * Refuses what is no name of a value.
   *
   * @throws IllegalArgumentException if it is missing or is no name of a value
   */
  public static String checkName(@Nullable String name) {
    return Ids.matching("name of a value", name, NAME);
  }

  private static void checkValue(String name, @Nullable JsonNode value) {
    if (value != null && value.isString()) {
      Check.text(name, value.stringValue());
    } else if (value == null
        || !(value.isBoolean() || (value.isNumber() && Double.isFinite(value.doubleValue())))) {
      throw new IllegalArgumentException(name + " must be a string, a finite number or a boolean");
    }
  }

  /**
   * These values with those of {@code set} put over them and the names of {@code unset} removed.
   */
  public Values with(Values set, Collection<String> unset) {
    TreeMap<String, JsonNode> next = new TreeMap<>(map);
    unset.forEach(next::remove);
    next.putAll(set.map);
    return new Values(next);
  }

  /** The string of that name, or null where there is none or it is not a string. */
  public @Nullable String string(String name) {
    JsonNode value = map.get(name);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  /**
   * Refuses what is too large.
   *
   * @return these values
   * @throws IllegalArgumentException if they take more than {@code max} bytes as JSON in UTF-8
   */
  public Values within(String field, int max) {
    if (Json.write(this).length > max) {
      throw new IllegalArgumentException(field + " must take at most " + max + " bytes");
    }
    return this;
  }

  /** The JSON of these values. */
  @Override
  public String toString() {
    return new String(Json.write(this), UTF_8);
  }
}
