package dev.parley.room.store;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.joinOf;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.bus.RoomAnswer;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MemoryRoomStoreTest extends RoomStoreContract {
  @Override
  RoomStore emptyStore(int logSize) {
    return new MemoryRoomStore(new Hex64(5), logSize, InstantSource.system());
  }

  /** Nobody who knew a room can have outlived it. */
  @Test
  void itNeedsNotSettle() {
    assertInstanceOf(RoomAnswer.Accepted.class, ask(joinOf("ada", 1, HERE)));
  }
}
