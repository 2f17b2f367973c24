package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a signal holds, for limits and metrics alone; the server never looks inside. */
public enum SignalKind {
  @JsonProperty("description")
  DESCRIPTION,
  @JsonProperty("candidates")
  CANDIDATES,
  @JsonProperty("app")
  APP;

  /** The word on the wire. */
  public String word() {
    return switch (this) {
      case DESCRIPTION -> "description";
      case CANDIDATES -> "candidates";
      case APP -> "app";
    };
  }
}
