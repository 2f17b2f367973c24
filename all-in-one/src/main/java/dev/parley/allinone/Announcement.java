package dev.parley.allinone;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.IntSupplier;

/**
 * The last to start: tells the person at the terminal where to go, on stdout and not in the log.
 */
final class Announcement extends VerticleBase {
  private final Welcome welcome;
  private final IntSupplier port;

  /**
   * What is said once everything has started.
   *
   * @param port of the gateway, known by then
   */
  Announcement(Welcome welcome, IntSupplier port) {
    this.welcome = welcome;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    System.out.print(welcome.text(port.getAsInt()));
    return Future.succeededFuture();
  }
}
