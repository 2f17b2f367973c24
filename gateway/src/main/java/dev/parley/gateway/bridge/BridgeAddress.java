package dev.parley.gateway.bridge;

import dev.parley.gateway.tokens.Claims;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;

/** What can be followed on the bridge. */
sealed interface BridgeAddress {
  /** The ops of a room: {@code parley.room.<room>}. */
  record Room(RoomName room) implements BridgeAddress {
    private static final String PREFIX = "parley.room.";

    @Override
    public String text() {
      return PREFIX + room;
    }

    @Override
    public boolean isOpenTo(Claims bearer) {
      return bearer.maySubscribeRoom(room);
    }
  }

  /** How a user is: {@code parley.user.<user>}. */
  record User(UserId user) implements BridgeAddress {
    private static final String PREFIX = "parley.user.";

    @Override
    public String text() {
      return PREFIX + user;
    }

    @Override
    public boolean isOpenTo(Claims bearer) {
      return bearer.maySubscribeUser(user);
    }
  }

  /** How it is written. */
  String text();

  /** Whether the bearer of a token may hear what is said there. */
  boolean isOpenTo(Claims bearer);

  /**
   * The address that is written so.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BridgeAddress of(String text) {
    if (text.startsWith(Room.PREFIX)) {
      return new Room(new RoomName(text.substring(Room.PREFIX.length())));
    }
    if (text.startsWith(User.PREFIX)) {
      return new User(new UserId(text.substring(User.PREFIX.length())));
    }
    throw new IllegalArgumentException("no address begins like that");
  }
}
