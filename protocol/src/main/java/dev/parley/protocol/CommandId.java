package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one command, or one offer, of an instance; a repeated command keeps its id. */
public record CommandId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CommandId {
    Ids.matching("id", value, Ids.TOKEN_1_64);
  }

  @Override
  public String toString() {
    return value;
  }
}
