package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A person as the application knows them; one user may have several sessions. */
public record UserId(@JsonValue String value) {
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.~@:+-]{1,128}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UserId {
    Ids.matching("user", value, USER);
  }

  @Override
  public String toString() {
    return value;
  }
}
