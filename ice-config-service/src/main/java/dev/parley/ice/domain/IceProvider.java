package dev.parley.ice.domain;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Servers of one operator in one place, opened in the same way.
 *
 * @param name for people who look for faults, 1 to 32 lower-case letters, digits and dashes
 * @param region where they are, in the same letters; null: near to everybody, or nobody knows
 * @param uris in any order
 * @param access null where none of them is a TURN server
 */
public record IceProvider(
    String name, @Nullable String region, List<IceUri> uris, @Nullable TurnAccess access) {

  private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,32}");

  /**
   * A provider.
   *
   * @throws IllegalArgumentException with a message that completes "provider NAME …"
   */
  public IceProvider {
    if (!isWord(name) || (region != null && !isWord(region))) {
      throw new IllegalArgumentException(
          "must have a name and a region of 1 to 32 lower-case letters, digits and dashes");
    }
    uris = List.copyOf(uris);
    if (access == null && uris.stream().anyMatch(uri -> uri.kind().relays())) {
      throw new IllegalArgumentException("has TURN servers and nothing to open them with");
    }
  }

  /** Whether that can be the name of a region. */
  public static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }
}
