package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

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
      Ids.matching("name of a value", entry.getKey(), NAME);
      JsonNode value = entry.getValue();
      if (value == null || !(value.isString() || value.isNumber() || value.isBoolean())) {
        throw new IllegalArgumentException(
            entry.getKey() + " must be a string, a number or a boolean");
      }
    }
    map = Collections.unmodifiableSortedMap(new TreeMap<>(map));
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
    int bytes = toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > max) {
      throw new IllegalArgumentException(field + " must take at most " + max + " bytes");
    }
    return this;
  }

  /** The JSON of these values. */
  @Override
  public String toString() {
    var object = JsonNodeFactory.instance.objectNode();
    map.forEach(object::set);
    return object.toString();
  }
}
