package dev.parley.gateway.relay;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import dev.parley.runtime.Unanswered;
import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * Asks room-service. Every command is idempotent, so a question that had no answer in time is asked
 * again; after three times the answer is {@code unavailable}, never a failure. While that is what
 * it answers, questions are asked once: whoever needs an answer will ask again soon.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class RoomQuestions {
  private static final int TRIES = 3;
  private static final long OUT_NANOS = 2_000_000_000L;

  private final Bus bus;
  private Consumer<Hex64> lives = life -> {};
  private boolean unavailable;
  private long heard;

  RoomQuestions(Bus bus) {
    this.bus = bus;
  }

  Future<RoomAnswer> ask(RoomRequest question) {
    return ask(question, isOut() ? 1 : TRIES).onSuccess(this::heard);
  }

  /** Whether the last answer, of the last 2 s, was that there is none. */
  boolean isOut() {
    return unavailable && System.nanoTime() - heard <= OUT_NANOS;
  }

  /** Tells, of each answer, the life of the store that it came from. */
  void listen(Consumer<Hex64> listener) {
    lives = listener;
  }

  private void heard(RoomAnswer answer) {
    unavailable = answer instanceof RoomAnswer.Unavailable;
    heard = System.nanoTime();
    switch (answer) {
      case RoomAnswer.Accepted accepted -> lives.accept(accepted.epoch());
      case RoomAnswer.Refused refused -> lives.accept(refused.epoch());
      case RoomAnswer.Loaded loaded -> lives.accept(loaded.epoch());
      case RoomAnswer.Heads heads -> lives.accept(heads.epoch());
      case RoomAnswer.Unavailable none -> {}
    }
  }

  private Future<RoomAnswer> ask(RoomRequest question, int tries) {
    return bus.ask(Service.ROOMS, question)
        .recover(failure ->
            tries > 1 && isWorthRepeating(failure)
                ? ask(question, tries - 1)
                : unavailable(failure));
  }

  private static boolean isWorthRepeating(Throwable failure) {
    return failure instanceof Unanswered unanswered
        && switch (unanswered.reason()) {
          case TIMED_OUT -> true;
          case NOBODY, BUSY, FAILED -> false;
        };
  }

  private static Future<RoomAnswer> unavailable(Throwable failure) {
    return failure instanceof Unanswered
        ? Future.succeededFuture(new RoomAnswer.Unavailable())
        : Future.failedFuture(failure);
  }
}
