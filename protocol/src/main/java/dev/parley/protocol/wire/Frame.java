package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** A WebSocket text message: one JSON object whose {@code type} names the record. */
@JsonPropertyOrder("type")
public sealed interface Frame permits ClientFrame, ServerFrame {
  /** The word of the record's {@link JsonTypeName}. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  default String type() {
    return FrameCodec.typeOf(getClass());
  }
}
