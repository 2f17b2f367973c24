package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name by which people meet: 1 to 64 unreserved URI characters (RFC 3986, section 2.3), but not
 * {@code .} or {@code ..}; so it stands unchanged in a path, a store key and a link. Case matters.
 */
public record RoomName(@JsonValue String value) {
  private static final Pattern UNRESERVED = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.~-]{1,64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RoomName {
    Ids.matching("room", value, UNRESERVED);
  }

  @Override
  public String toString() {
    return value;
  }
}
