package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a ring ended. */
public enum RingReason {
  @JsonProperty("accepted")
  ACCEPTED,
  @JsonProperty("declined")
  DECLINED,
  /** Whoever rang gave it up. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** Nobody answered in time. */
  @JsonProperty("expired")
  EXPIRED,
  /** All sessions of the user were busy. */
  @JsonProperty("busy")
  BUSY
}
