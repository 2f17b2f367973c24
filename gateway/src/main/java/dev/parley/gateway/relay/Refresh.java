package dev.parley.gateway.relay;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Asks room-service for what a replica misses: once for all who ask, and not more often than each
 * 100 ms.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Refresh {
  private static final long APART_MS = 100;
  private static final long EARLY_MS = 50;
  private static final long NANOS_PER_MS = 1_000_000;

  /** Takes the answer to what was asked by somebody who had {@code known}. */
  @FunctionalInterface
  interface Taker {
    void take(@Nullable RoomState known, RoomAnswer answer);
  }

  private final RoomName name;
  private final Node node;
  private final RoomQuestions questions;
  private final Replica replica;
  private final Taker taker;
  private @Nullable Future<Void> running;
  private boolean awaiting;
  private long asked;

  Refresh(RoomName name, Node node, RoomQuestions questions, Replica replica, Taker taker) {
    this.name = name;
    this.node = node;
    this.questions = questions;
    this.replica = replica;
    this.taker = taker;
    this.asked = System.nanoTime() - APART_MS * NANOS_PER_MS;
  }

  boolean isRunning() {
    return running != null;
  }

  /**
   * Asks, or joins those who have asked.
   *
   * @return completes when the replica is as true as it can be made
   */
  Future<Void> run() {
    Future<Void> before = running;
    if (before != null) {
      return before;
    }
    Promise<Void> done = Promise.promise();
    running = done.future();
    long rest = APART_MS - (System.nanoTime() - asked) / NANOS_PER_MS;
    if (rest <= 0) {
      load(done);
    } else {
      node.vertx().setTimer(rest, elapsed -> load(done));
    }
    return done.future();
  }

  /** If the replica misses something, and still does in 50 ms: asks. */
  void unlessFilled() {
    if (replica.hasGap() && !awaiting) {
      awaiting = true;
      node.vertx()
          .setTimer(
              EARLY_MS,
              elapsed -> {
                awaiting = false;
                if (replica.hasGap()) {
                  var ignored = run();
                }
              });
    }
  }

  private void load(Promise<Void> done) {
    asked = System.nanoTime();
    node.meters().refresh();
    RoomState known = replica.state();
    RoomRequest question =
        known == null
            ? new RoomRequest.Load(name)
            : new RoomRequest.Since(name, known.incarnation(), known.rev());
    questions
        .ask(question)
        .onSuccess(answer -> taker.take(known, answer))
        .onComplete(answered -> {
          running = null;
          done.complete();
        });
  }
}
