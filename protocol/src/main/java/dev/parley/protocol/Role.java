package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a member may do. The first in a room is its owner. */
public enum Role {
  @JsonProperty("owner")
  OWNER,
  @JsonProperty("moderator")
  MODERATOR,
  @JsonProperty("member")
  MEMBER;

  /** Whether this role may remove others and set what belongs to the room. */
  public boolean moderates() {
    return switch (this) {
      case OWNER, MODERATOR -> true;
      case MEMBER -> false;
    };
  }
}
