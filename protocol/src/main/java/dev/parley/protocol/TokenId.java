package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names a token ({@code jti}, RFC 7519, section 4.1.7), so that it can be banned. */
public record TokenId(@JsonValue String value) {
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,128}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TokenId {
    Ids.matching("token id", value, TOKEN);
  }

  @Override
  public String toString() {
    return value;
  }
}
