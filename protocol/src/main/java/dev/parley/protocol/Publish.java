package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kind of what a member may send to the others; each receiver drops what is not allowed. */
public enum Publish {
  @JsonProperty("microphone")
  MICROPHONE,
  @JsonProperty("camera")
  CAMERA,
  @JsonProperty("screen")
  SCREEN,
  @JsonProperty("data")
  DATA;

  private static final List<Publish> ALL = List.of(values());

  /**
   * The same rights in the one form in which they are kept: each kind once, in the order of the
   * constants, and null for all of them.
   *
   * @throws IllegalArgumentException if one of them is null
   */
  public static @Nullable List<Publish> normal(@Nullable Collection<Publish> kinds) {
    if (kinds == null) {
      return null;
    }
    Check.atMost("publish", kinds, ALL.size());
    List<Publish> sorted = kinds.stream().distinct().sorted().toList();
    return sorted.size() == ALL.size() ? null : sorted;
  }

  /** Those rights without these kinds; null stands for all. */
  public static @Nullable List<Publish> without(
      @Nullable Collection<Publish> rights, Collection<Publish> kinds) {
    return normal(
        (rights == null ? ALL : rights).stream().filter(kind -> !kinds.contains(kind)).toList());
  }

  /** Those rights with these kinds too; null stands for all. */
  public static @Nullable List<Publish> with(
      @Nullable Collection<Publish> rights, Collection<Publish> kinds) {
    return rights == null
        ? null
        : normal(Stream.concat(rights.stream(), kinds.stream()).distinct().toList());
  }
}
