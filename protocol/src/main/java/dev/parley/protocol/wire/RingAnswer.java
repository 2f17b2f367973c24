package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a session that rings may say. */
public enum RingAnswer {
  @JsonProperty("accept")
  ACCEPT,
  @JsonProperty("decline")
  DECLINE,
  /** This session cannot; another one of the user may. */
  @JsonProperty("busy")
  BUSY
}
