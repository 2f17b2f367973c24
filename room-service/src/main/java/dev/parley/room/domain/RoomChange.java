package dev.parley.room.domain;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.Seat;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomState;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a step makes of a room.
 *
 * <p>{@code before.state()} with {@code changes} applied is {@code next.state()}, but for
 * tombstones whose time is over, which go without an op. Where the room is restored under another
 * incarnation, {@code changes} begin there: only {@code next} tells what else is different.
 *
 * @param before what the step was computed from; does not exist where the step makes the room
 * @param next null where the room ends
 * @param changes empty where nothing changes, a room without members ends, or one is restored
 * @param answer for whoever gave the command
 */
public record RoomChange(Room before, @Nullable Room next, RoomChanges changes, RoomAnswer answer) {

  /** Whether there is nothing to save. */
  public boolean isNone() {
    return next != null && changes.ops().isEmpty() && !isRestart();
  }

  /** Whether the room goes on under another incarnation than it had, if it had one. */
  public boolean isRestart() {
    return next != null && !next.state().incarnation().equals(before.state().incarnation());
  }

  /** Every node that has, or had, a member in the room or its lobby, away ones included. */
  public Set<NodeId> hosts() {
    return Stream.of(before, next)
        .filter(room -> room != null)
        .flatMap(room -> seats(room.state()))
        .map(Seat::node)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<Seat> seats(RoomState state) {
    return Stream.concat(
        state.members().values().stream().map(Entry::seat),
        state.lobby().values().stream().map(waiting -> waiting.place().seat()));
  }
}
