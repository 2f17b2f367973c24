package dev.parley.gateway.bridge;

import dev.parley.protocol.RoomName;

/** What can be followed on the bridge. */
sealed interface BridgeAddress {
  /** The ops of a room: {@code parley.room.<room>}. */
  record Room(RoomName room) implements BridgeAddress {
    private static final String PREFIX = "parley.room.";

    @Override
    public String text() {
      return PREFIX + room;
    }
  }

  /** How it is written. */
  String text();

  /**
   * The address that is written so.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BridgeAddress of(String text) {
    if (text.startsWith(Room.PREFIX)) {
      return new Room(new RoomName(text.substring(Room.PREFIX.length())));
    }
    throw new IllegalArgumentException("no address begins like that");
  }
}
