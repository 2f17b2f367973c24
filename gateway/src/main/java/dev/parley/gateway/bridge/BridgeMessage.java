package dev.parley.gateway.bridge;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomSnapshot;
import dev.parley.protocol.UserId;
import org.jspecify.annotations.Nullable;

/** What the bridge says to its clients. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface BridgeMessage {
  /** Something was said at an address. */
  @JsonTypeName("rec")
  record Received(String address, Body body) implements BridgeMessage {}

  /**
   * Something was refused, or is over. Where it has an address, Vert.x' clients hand it to the
   * handlers of that address.
   */
  @JsonTypeName("err")
  record Refused(@Nullable String address, int failureCode, String failureType, String message)
      implements BridgeMessage {
    static Refused of(@Nullable String address, BridgeFault fault) {
      return new Refused(address, fault.number(), fault.word(), fault.sentence());
    }
  }

  /** What is said at addresses: the shapes of docs/protocol.md. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Body {
    /** The whole room, in place of all that was said of it before. */
    @JsonTypeName("snapshot")
    record Snapshot(@JsonUnwrapped RoomSnapshot room) implements Body {}

    /** What happened since. */
    @JsonTypeName("changes")
    record Changes(@JsonUnwrapped RoomChanges changes) implements Body {}

    /** There is no such room: nobody is in it, and nothing of it is kept. */
    @JsonTypeName("absent")
    record Absent() implements Body {}

    /** How a user is, in place of what was said of them before. */
    @JsonTypeName("presence")
    record OfUser(UserId user, @JsonUnwrapped Presence presence) implements Body {}
  }
}
