package dev.parley.presence.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

class MemoryRingStoreTest extends RingStoreContract {
  private final AtomicLong now = new AtomicLong(1_795_354_200_000L);
  private final RingStore store = new MemoryRingStore(() -> Instant.ofEpochMilli(now.get()));

  @Override
  RingStore store() {
    return store;
  }

  @Override
  void pass(Duration time) {
    now.addAndGet(time.toMillis());
  }
}
