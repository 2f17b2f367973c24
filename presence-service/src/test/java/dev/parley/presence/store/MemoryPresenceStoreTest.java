package dev.parley.presence.store;

import dev.parley.protocol.Hex64;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class MemoryPresenceStoreTest extends PresenceStoreContract {

  private final AtomicLong now = new AtomicLong();
  private final PresenceStore store = new MemoryPresenceStore(new Hex64(7), now::get);

  @Override
  PresenceStore store() {
    return store;
  }

  @Override
  Duration lapse() {
    return Duration.ofSeconds(6);
  }

  @Override
  void pass(Duration time) {
    now.addAndGet(time.toMillis());
  }
}
