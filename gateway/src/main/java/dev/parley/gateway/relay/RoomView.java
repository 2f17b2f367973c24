package dev.parley.gateway.relay;

import dev.parley.protocol.RoomSnapshot;

/** What a gateway knows of a room. */
public sealed interface RoomView {
  /** It is there. */
  record Present(RoomSnapshot room) implements RoomView {}

  /** There is no such room: nobody is in it, and nothing of it is kept. */
  record Absent() implements RoomView {}

  /** Nobody has answered yet. */
  record Unknown() implements RoomView {}
}
