package dev.parley.gateway.relay;

import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks the clients here to resume elsewhere, and waits until they have. Whoever comes while that
 * goes on, by a socket that was open before, is asked too.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Handover {
  private static final long LOOK_MS = 20;

  /**
   * Of the time that is left, in which clients start to move; the rest is for who fails at first.
   */
  private static final int SPREAD_PART = 3;

  private final Node node;
  private final Clients clients;

  Handover(Node node, Clients clients) {
    this.node = node;
    this.clients = clients;
  }

  /**
   * Completes when nobody is left, or when it is over.
   *
   * @param within after which the sockets that are left are closed
   * @param code with which
   * @param hasGoal false ends it before its time; then the sockets that are left stay
   */
  Future<Void> run(Duration within, CloseCode code, BooleanSupplier hasGoal) {
    Promise<Void> done = Promise.promise();
    Set<PeerSession> told = Collections.newSetFromMap(new IdentityHashMap<>());
    long end = System.nanoTime() + within.toNanos();
    node.vertx()
        .setPeriodic(
            0,
            LOOK_MS,
            timer -> {
              if (look(told, end, code, hasGoal)) {
                node.vertx().cancelTimer(timer);
                done.complete();
              }
            });
    return done.future();
  }

  /** Whether it is over. */
  private boolean look(Set<PeerSession> told, long end, CloseCode code, BooleanSupplier hasGoal) {
    List<PeerSession> peers = clients.all().toList();
    long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (peers.isEmpty() || !hasGoal.getAsBoolean()) {
      return true;
    }
    if (rest <= 0) {
      peers.forEach(peer -> peer.drop(code));
      return true;
    }
    byte[] frame = FrameCodec.encode(new ServerFrame.Drain(rest, rest / SPREAD_PART));
    peers.stream().filter(told::add).forEach(peer -> peer.send(frame));
    return false;
  }
}
