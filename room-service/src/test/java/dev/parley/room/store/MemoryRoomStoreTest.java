package dev.parley.room.store;

import dev.parley.protocol.Hex64;
import java.time.InstantSource;

class MemoryRoomStoreTest extends RoomStoreContract {
  @Override
  RoomStore emptyStore(int logSize) {
    return new MemoryRoomStore(new Hex64(5), logSize, InstantSource.system());
  }
}
