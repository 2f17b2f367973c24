package dev.parley.runtime;

import io.vertx.core.VerticleBase;
import java.util.concurrent.CountDownLatch;

/** Its event loop can be blocked; the management server's is another. */
final class BlockableService extends VerticleBase {

  final CountDownLatch turned = new CountDownLatch(1);

  void block(CountDownLatch release) throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    context.runOnContext(now -> {
      blocked.countDown();
      awaitQuietly(release);
      turned.countDown();
    });
    blocked.await();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
