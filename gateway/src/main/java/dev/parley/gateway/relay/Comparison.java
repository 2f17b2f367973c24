package dev.parley.gateway.relay;

import dev.parley.protocol.Head;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rooms with members or followers here, and where they stand in the store: one question.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 *
 * @param asked the rooms, each with its replica when the question was asked
 * @param heads null: there was no answer
 */
record Comparison(List<Asked> asked, RoomAnswer.@Nullable Heads heads) {
  /** A room, with its replica at that moment. */
  record Asked(HostedRoom room, @Nullable RoomState state) {}

  /** Asks; completes, whether or not there is an answer. */
  static Future<Comparison> of(HostedRooms rooms, RoomQuestions questions) {
    List<Asked> asked =
        rooms.all().stream()
            .filter(HostedRoom::isWatched)
            .map(room -> new Asked(room, room.state()))
            .toList();
    List<RoomName> names = asked.stream().map(each -> each.room().name()).toList();
    return names.isEmpty()
        ? Future.succeededFuture(new Comparison(asked, null))
        : questions
            .ask(new RoomRequest.Heads(names))
            .map(answer ->
                new Comparison(asked, answer instanceof RoomAnswer.Heads heads ? heads : null))
            .otherwise(new Comparison(asked, null));
  }

  /** Whether nobody answered. */
  boolean isUnanswered() {
    return heads == null && !asked.isEmpty();
  }

  /** Where the room stands in the store; null: it is not there, or nobody answered. */
  @Nullable Head head(HostedRoom room) {
    return heads == null ? null : heads.heads().get(room.name());
  }

  /** Has each room draw its consequences; completes when the replicas are as true as can be. */
  Future<Void> draw() {
    RoomAnswer.Heads found = heads;
    return found == null
        ? Future.succeededFuture()
        : Future.join(
                asked.stream()
                    .map(
                        each -> each.room().compare(found.epoch(), head(each.room()), each.state()))
                    .toList())
            .mapEmpty();
  }
}
