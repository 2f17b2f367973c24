package dev.parley.gateway.relay;

import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import dev.parley.runtime.Unanswered;
import io.vertx.core.Future;

/**
 * Asks room-service. Every command is idempotent, so a question that had no answer in time is asked
 * again; after three times the answer is {@code unavailable}, never a failure.
 */
final class RoomQuestions {
  private static final int TRIES = 3;

  private final Bus bus;

  RoomQuestions(Bus bus) {
    this.bus = bus;
  }

  Future<RoomAnswer> ask(RoomRequest question) {
    return ask(question, TRIES);
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
