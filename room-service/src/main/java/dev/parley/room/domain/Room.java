package dev.parley.room.domain;

import dev.parley.protocol.Check;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Seat;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Away;
import dev.parley.protocol.bus.RoomRequest.Join;
import dev.parley.protocol.bus.RoomRequest.Leave;
import dev.parley.protocol.bus.RoomRequest.Moderate;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomRequest.Resume;
import dev.parley.protocol.bus.RoomRequest.Up;
import dev.parley.protocol.bus.RoomRequest.Update;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.bus.Waiting;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A room as the store keeps it. All that may happen to it is here: a command from the bus, a
 * deadline that passes, the death of a gateway. Each answers what becomes of the room and leaves
 * this one as it is.
 *
 * <p>In a room that had a moderator somebody moderates, as long as it has members.
 *
 * <p><em>Threading:</em> immutable.
 *
 * @param answered the commands carried out of late, oldest first
 * @param histories other incarnations that went into this one, latest last
 * @param endsAt when a room without members ends (ms since 1970, the store's clock); null with
 *     members
 */
public record Room(
    RoomState state, List<Answered> answered, List<History> histories, @Nullable Long endsAt) {
  public Room {
    Check.present("state", state);
    answered = List.copyOf(Check.present("answered", answered));
    histories = List.copyOf(Check.present("histories", histories));
  }

  /** A room that does not exist, or not any more; the first join makes it. */
  public static Room absent(RoomName name, Context context) {
    var policy = context.rules().policy(context.fresh().get());
    RoomState nothing = RoomState.empty(name, context.fresh().get(), policy);
    return new Room(nothing, List.of(), List.of(), null);
  }

  /**
   * Carries out a command; one that was carried out before changes nothing and answers alike. While
   * the store settles, only what brings rooms and their members back is carried out.
   */
  public RoomChange handle(RoomRequest.Command command, Context context) {
    Step step = new Step(this, context);
    boolean bringsBack = command instanceof Restore || command instanceof Up;
    return step.finish(bringsBack || !context.settles() ? reply(step, command) : Reply.UNAVAILABLE);
  }

  private static Reply reply(Step step, RoomRequest.Command command) {
    return switch (command) {
      case Join join -> Entrance.join(step, join);
      case Resume resume -> Attendance.resume(step, resume);
      case Up up -> Attendance.up(step, up);
      case Away away -> Attendance.away(step, away);
      case Leave leave -> Attendance.leave(step, leave);
      case Update update -> MemberCommands.update(step, update);
      case Moderate moderate -> MemberCommands.moderate(step, moderate);
      case Restore restore -> Restoration.restore(step, restore);
    };
  }

  /**
   * Removes the members whose time away is over; an empty room whose time is over ends. Not while
   * the store settles.
   */
  public RoomChange expire(Context context) {
    Step step = new Step(this, context);
    if (context.settles()) {
      return step.finish(Reply.SEEN);
    }
    return endsAt != null && endsAt <= context.now()
        ? step.end()
        : step.finish(Attendance.expire(step));
  }

  /**
   * The node is gone: those that are up at that very node become away. Not while the store settles.
   */
  public RoomChange lose(NodeId node, Context context) {
    Step step = new Step(this, context);
    return step.finish(context.settles() ? Reply.SEEN : Attendance.lose(step, node));
  }

  public boolean exists() {
    return state.rev() > 0;
  }

  /** When {@link #expire} next has something to do (ms since 1970); null: never by itself. */
  public @Nullable Long due() {
    Stream<@Nullable Long> members =
        state.members().values().stream().map(entry -> entry.member().until());
    Stream<@Nullable Long> lobby =
        state.lobby().values().stream().map(waiting -> waiting.place().until());
    return Stream.concat(Stream.of(endsAt), Stream.concat(members, lobby))
        .filter(Objects::nonNull)
        .min(Long::compare)
        .orElse(null);
  }

  /** Where members are up, and where somebody waits. */
  public Set<NodeId> nodes() {
    Stream<Seat> members = state.members().values().stream().filter(Entry::isUp).map(Entry::seat);
    Stream<Seat> lobby =
        state.lobby().values().stream()
            .filter(Waiting::isThere)
            .map(waiting -> waiting.place().seat());
    return Stream.concat(members, lobby).map(Seat::node).collect(Collectors.toUnmodifiableSet());
  }
}
