package dev.parley.allinone;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.runtime.Bus;
import dev.parley.runtime.PassingBus;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A bus whose questions to room-service a test can hold back, or make fail as nothing ever should,
 * which can lose what a gateway would hear, and by which a gateway can be frozen.
 *
 * <p>Threading: the test's thread says what happens, the gateways' ask and hear.
 */
final class HeldBus extends PassingBus {
  private volatile Promise<Void> gate = open();
  private volatile boolean broken;
  private volatile Class<? extends NodeMessage> lost;
  private volatile NodeId frozen;
  private volatile CountDownLatch stands = new CountDownLatch(0);
  private volatile CountDownLatch thaw = new CountDownLatch(0);

  HeldBus(Bus bus) {
    super(bus);
  }

  private static Promise<Void> open() {
    Promise<Void> open = Promise.promise();
    open.complete();
    return open;
  }

  /** From now on questions wait. */
  void hold() {
    gate = Promise.promise();
  }

  /** Those that wait are asked. */
  void letGo() {
    gate.tryComplete();
  }

  /** From now on questions fail in a way that no caller expects. */
  void breakDown() {
    broken = true;
  }

  /** From now on gateways hear no messages of that type; null: they hear all. */
  void lose(Class<? extends NodeMessage> type) {
    lost = type;
  }

  /** The gateway stands still as soon as it hears something, until {@link #thaw}. */
  void freeze(NodeId node) {
    stands = new CountDownLatch(1);
    thaw = new CountDownLatch(1);
    frozen = node;
  }

  /** Whether the gateway of the last {@link #freeze} stands still by now. */
  boolean stands() {
    return stands.getCount() == 0;
  }

  /** It goes on. */
  void thaw() {
    frozen = null;
    thaw.countDown();
  }

  private void standStill() {
    stands.countDown();
    try {
      thaw.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Future<Registration> listen(NodeId node, Consumer<NodeMessage> handler) {
    return bus.listen(
        node,
        message -> {
          if (node.equals(frozen)) {
            standStill();
          }
          Class<? extends NodeMessage> type = lost;
          if (type == null || !type.isInstance(message)) {
            handler.accept(message);
          }
        });
  }

  @Override
  public <Q, A> Future<A> ask(Service<Q, A> service, Q question) {
    if (!service.name().equals(Service.ROOMS.name())) {
      return bus.ask(service, question);
    }
    return broken
        ? Future.failedFuture(new IllegalStateException("broken by a test"))
        : gate.future().compose(opened -> bus.ask(service, question));
  }
}
