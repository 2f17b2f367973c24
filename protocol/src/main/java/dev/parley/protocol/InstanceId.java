package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Made at random by a page (or client process) for its lifetime; with a {@link CommandId} it is the
 * key of idempotency.
 */
public record InstanceId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public InstanceId {
    Ids.matching("instance", value, Ids.TOKEN_8_64);
  }

  @Override
  public String toString() {
    return value;
  }
}
