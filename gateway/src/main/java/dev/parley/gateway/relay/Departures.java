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

  /** The socket is gone that was in that phase; its session may come back. */
  void away(Phase phase) {
    hold(phase, null);
  }

  private void hold(Phase phase, @Nullable Long hold) {
    switch (phase) {
      case Phase.Live live -> hold(live.member(), hold);
      case Phase.Entering entering when entering.knocker() != null ->
          hold(entering.knocker(), hold);
      case Phase.Entering entering -> {}
      case Phase.Waiting waiting -> {}
      case Phase.Attending attending -> {}
      case Phase.Over over -> {}
    }
  }

  void away(LocalMember member) {
    hold(member, null);
  }

  void away(Knocker knocker) {
    hold(knocker, null);
  }

  private void hold(LocalMember member, @Nullable Long hold) {
    report(
        new RoomRequest.Away(
            member.room.name(), member.session(), member.generation, node.id(), hold));
  }

  private void hold(Knocker knocker, @Nullable Long hold) {
    report(
        new RoomRequest.Away(
            knocker.room.name(), knocker.session, knocker.generation(), node.id(), hold));
  }

  /** The client left in that phase, or asks to be kept for {@code hold} ms. */
  void leave(Phase phase, @Nullable Long hold) {
    if (hold != null) {
      hold(phase, hold);
    } else if (phase instanceof Phase.Live live) {
      leave(live.member());
    } else if (phase instanceof Phase.Entering entering && entering.knocker() != null) {
      Knocker knocker = entering.knocker();
      report(new RoomRequest.Leave(knocker.room.name(), knocker.session, knocker.generation()));
    }
  }

  /** The session left. */
  void leave(LocalMember member) {
    report(new RoomRequest.Leave(member.room.name(), member.session(), member.generation));
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
