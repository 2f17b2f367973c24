package dev.parley.gateway.relay;

import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * The last act of a gateway that is stopped in order: its clients are handed over to others that
 * are ready. Without one it does not take place, and it ends when the last one goes, so stopping
 * all gateways at once takes no longer than stopping one that is alone.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Drain {
  private static final System.Logger LOG = System.getLogger(Drain.class.getName());
  private static final long REPEAT_MS = 250;
  private static final long LOOK_MS = 10;

  /** For the first answer of another gateway, which may have much to do. */
  private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * As long as an answer counts. Whoever goes in order says so, and is not waited for; this is for
   * those that die, and longer than those that live are ever silent.
   */
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Node node;
  private final Clients clients;
  private final Fellows fellows;
  private final Handover handover;

  Drain(Node node, Clients clients, Fellows fellows, Handover handover) {
    this.node = node;
    this.clients = clients;
    this.fellows = fellows;
    this.handover = handover;
  }

  /** Completes when the sockets that are left may be closed. */
  Future<Void> run() {
    fellows.takeLeave();
    if (node.settings().parting().drainWithin().isZero() || clients.all().findAny().isEmpty()) {
      return Future.succeededFuture();
    }
    return lookAround().compose(known -> fellows.isAlone() ? Future.succeededFuture() : leave());
  }

  /** A gateway that has just come may not have been heard of by the last renewal. */
  private Future<Void> lookAround() {
    return node.bus()
        .ask(Service.PRESENCE, new PresenceRequest.Leases())
        .onSuccess(answer -> {
          if (answer instanceof PresenceAnswer.Leases leases) {
            fellows.found(leases.alive());
          }
        })
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Void> leave() {
    long repeating = node.vertx().setPeriodic(0, REPEAT_MS, timer -> repeat());
    return search()
        .compose(found -> found ? move() : Future.succeededFuture())
        .onComplete(over -> node.vertx().cancelTimer(repeating));
  }

  private void repeat() {
    fellows.takeLeave();
    fellows.hail();
  }

  private boolean hasGoal() {
    return fellows.hasReady(READY_NANOS);
  }

  /** Whether there is another gateway that is ready. */
  private Future<Boolean> search() {
    Promise<Boolean> found = Promise.promise();
    long end = System.nanoTime() + SEARCH_NANOS;
    node.vertx()
        .setPeriodic(
            LOOK_MS,
            timer -> {
              if (hasGoal() || fellows.isAlone() || System.nanoTime() - end >= 0) {
                node.vertx().cancelTimer(timer);
                found.complete(hasGoal());
              }
            });
    return found.future();
  }

  private Future<Void> move() {
    LOG.log(Level.INFO, "{0} sessions are handed over", clients.all().count());
    return handover
        .run(node.settings().parting().drainWithin(), CloseCode.DRAINED, this::hasGoal)
        .onSuccess(over -> LOG.log(Level.INFO, "The handing over has ended"));
  }
}
