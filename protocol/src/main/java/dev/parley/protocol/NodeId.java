package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A gateway process. New at each start, so a node that comes back is another node. */
public record NodeId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NodeId {
    Ids.matching("node", value, Ids.TOKEN_1_64);
  }

  @Override
  public String toString() {
    return value;
  }
}
