package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a member may do. Without tokens the first in a room is its owner. */
public enum Role {
  /** May do everything. */
  @JsonProperty("owner")
  OWNER,
  /** Decides who is in the room and what they may send, but not about owners. */
  @JsonProperty("moderator")
  MODERATOR,
  @JsonProperty("member")
  MEMBER,
  /** A member that waits in the lobby, where the room has one. */
  @JsonProperty("guest")
  GUEST,
  /** Sees and hears, and sends nothing to the others. */
  @JsonProperty("observer")
  OBSERVER;

  /** Whether this role may remove others and set what belongs to the room. */
  public boolean moderates() {
    return switch (this) {
      case OWNER, MODERATOR -> true;
      case MEMBER, GUEST, OBSERVER -> false;
    };
  }
}
