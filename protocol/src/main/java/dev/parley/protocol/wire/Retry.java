package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a client should do after an error. */
public enum Retry {
  /** Do not send it again. */
  @JsonProperty("never")
  NEVER,
  /** Send the same again, after {@code after} ms where that is given. */
  @JsonProperty("same")
  SAME,
  /** Get another token, then send the same again. */
  @JsonProperty("fresh")
  FRESH,
  /** The session is over: join again, with {@code replaces}. */
  @JsonProperty("rejoin")
  REJOIN
}
