package dev.parley.gateway.relay;

import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reports to room-service that sessions went: away, or for good. A report is repeated until it is
 * answered, unless the session is here again.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Departures {
  private static final long AGAIN_MS = 1_000;

  private final Node node;
  private final RoomQuestions questions;
  private final Predicate<RoomRequest.SessionCommand> isHereAgain;

  Departures(
      Node node, RoomQuestions questions, Predicate<RoomRequest.SessionCommand> isHereAgain) {
    this.node = node;
    this.questions = questions;
    this.isHereAgain = isHereAgain;
  }

  /** The socket is gone; the session may come back. */
  void away(LocalMember member) {
    hold(member, null);
  }

  private void hold(LocalMember member, @Nullable Long hold) {
    report(
        new RoomRequest.Away(
            member.room.name(), member.session(), member.generation, node.id(), hold));
  }

  /** The session left, or asks to be kept for {@code hold} ms. */
  void leave(LocalMember member, @Nullable Long hold) {
    if (hold == null) {
      report(new RoomRequest.Leave(member.room.name(), member.session(), member.generation));
    } else {
      hold(member, hold);
    }
  }

  void report(RoomRequest.SessionCommand departure) {
    questions
        .ask(departure)
        .onComplete(answered -> {
          if (answered.failed() || isUnavailable(answered.result())) {
            node.vertx().setTimer(AGAIN_MS, elapsed -> repeat(departure));
          }
        });
  }

  private void repeat(RoomRequest.SessionCommand departure) {
    if (!isHereAgain.test(departure)) {
      report(departure);
    }
  }

  private static boolean isUnavailable(RoomAnswer answer) {
    return switch (answer) {
      case RoomAnswer.Unavailable unavailable -> true;
      case RoomAnswer.Accepted accepted -> false;
      case RoomAnswer.Refused refused -> false;
      case RoomAnswer.Loaded loaded -> false;
      case RoomAnswer.Heads heads -> false;
    };
  }
}
