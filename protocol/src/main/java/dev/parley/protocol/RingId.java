package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one ring; the same for the same command of the same page, so a repetition rings once. */
public record RingId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RingId {
    Ids.matching("ring", value, Ids.TOKEN_8_64);
  }

  @Override
  public String toString() {
    return value;
  }
}
