package dev.parley.gateway.relay;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Notices that this process stood still for more than 2 s: frozen, starved, or collecting garbage.
 * Others may hold by now what it held; so before it acts on further input it reads where its rooms
 * stand and draws the consequences, for 1 s at most. The input waits meanwhile, in order.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Pauses {
  private static final long TURN_MS = 500;
  private static final long LONG_NANOS = 2_000_000_000L;
  private static final long WAIT_MS = 1_000;

  private final Node node;
  private final HostedRooms rooms;
  private final RoomQuestions questions;
  private long turned = System.nanoTime();
  private @Nullable Deque<Runnable> waiting;

  Pauses(Node node, HostedRooms rooms, RoomQuestions questions) {
    this.node = node;
    this.rooms = rooms;
    this.questions = questions;
  }

  /** Watches until the verticle is undeployed. */
  void start() {
    turned = System.nanoTime();
    node.vertx().setPeriodic(TURN_MS, tick -> turn());
  }

  /** Acts on input: now, or when what a pause may have changed is known. */
  void act(Runnable input) {
    turn();
    Deque<Runnable> before = waiting;
    if (before == null) {
      input.run();
    } else {
      before.add(input);
    }
  }

  private void turn() {
    long now = System.nanoTime();
    boolean stoodStill = now - turned > LONG_NANOS;
    turned = now;
    if (stoodStill && waiting == null) {
      catchUp();
    }
  }

  private void catchUp() {
    waiting = new ArrayDeque<>();
    node.meters().pause();
    Promise<Void> over = Promise.promise();
    long timer = node.vertx().setTimer(WAIT_MS, elapsed -> over.tryComplete());
    Comparison.of(rooms, questions)
        .compose(Comparison::draw)
        .onComplete(drawn -> over.tryComplete());
    over.future()
        .onComplete(known -> {
          node.vertx().cancelTimer(timer);
          release();
        });
  }

  private void release() {
    Deque<Runnable> inputs = waiting;
    waiting = null;
    if (inputs != null) {
      inputs.forEach(Runnable::run);
    }
  }
}
