package dev.parley.room.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.Role;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Join;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What holds of every step, whatever was asked, and by whom. */
record RoomLaws(RoomRequest.@Nullable Command command, RoomChange change, long now) {

  void hold() {
    if (change.isRestart()) {
      isRestarted(change.next());
      return;
    }
    RoomState after = before().apply(change.changes());
    assertEquals(after.rev() - before().rev(), change.changes().ops().size());
    assertEquals(digest(after), after.digest());
    if (change.next() == null) {
      assertTrue(after.members().isEmpty(), "a room with members has ended");
    } else {
      isWhatTheOpsMake(change.next().state(), after);
      SoundRoom.check(change.next());
    }
    OpLaws laws = new OpLaws(command, before(), after, now);
    change.changes().ops().forEach(laws::hold);
    before().members().values().forEach(entry -> isNotFencedFalsely(entry, after));
    theAnswerFits(after);
    somebodyInherits(after);
  }

  private void somebodyInherits(RoomState after) {
    if (has(before(), Role::moderates) && has(after, role -> role == Role.MEMBER)) {
      assertTrue(has(after, Role::moderates), "nobody moderates");
    }
  }

  private static boolean has(RoomState state, Predicate<Role> role) {
    return state.members().values().stream().anyMatch(entry -> role.test(entry.member().role()));
  }

  /** Then the ops do not tell what is different. */
  private void isRestarted(Room next) {
    assertInstanceOf(Restore.class, command);
    RoomState state = next.state();
    SoundRoom.check(next);
    assertEquals(digest(state), state.digest());
    assertEquals(state.incarnation(), change.changes().incarnation());
    assertEquals(state.rev(), change.changes().rev());
    assertTrue(state.rev() >= before().rev());
    before().members().values().forEach(entry -> isNotFencedFalsely(entry, state));
    assertEquals(state, ((RoomAnswer.Loaded) change.answer()).state());
  }

  private RoomState before() {
    return change.before().state();
  }

  private static Hex64 digest(RoomState state) {
    Hex64 digest = state.policy().tag();
    for (var key : state.keys().values()) {
      digest = digest.xor(key.tag());
    }
    for (Entry entry : state.members().values()) {
      digest = digest.xor(entry.member().tag());
    }
    for (var waiting : state.lobby().values()) {
      digest = digest.xor(waiting.knock().tag());
    }
    for (var banned : state.bans().values()) {
      digest = digest.xor(banned.ban().tag());
    }
    return digest;
  }

  private void isWhatTheOpsMake(RoomState next, RoomState after) {
    assertEquals(after.incarnation(), next.incarnation());
    assertEquals(after.rev(), next.rev());
    assertEquals(after.members(), next.members());
    assertEquals(
        List.copyOf(after.members().keySet()), List.copyOf(next.members().keySet()), "the order");
    assertEquals(after.keys(), next.keys());
    assertEquals(after.policy(), next.policy());
    assertEquals(after.bans(), next.bans());
    assertEquals(
        List.copyOf(after.lobby().values()), List.copyOf(next.lobby().values()), "the lobby");
    after
        .tombstones()
        .forEach((session, grave) ->
            assertTrue(grave.until() <= now || grave.equals(next.tombstones().get(session))));
  }

  /** Generations only grow, and a command with an older one than the seat's changes nothing. */
  private void isNotFencedFalsely(Entry entry, RoomState after) {
    SessionId session = entry.member().session();
    long stored = entry.seat().generation();
    Entry later = after.entry(session);
    assertTrue(later == null || later.seat().generation() >= stored, "a generation shrank");
    if (command instanceof RoomRequest.SessionCommand about && about.session().equals(session)) {
      assertTrue(generation(about) >= stored || change.isNone(), "a stale command was applied");
    }
  }

  private static long generation(RoomRequest.SessionCommand command) {
    return switch (command) {
      case RoomRequest.MemberCommand given -> given.generation();
      case RoomRequest.Join given -> given.generation();
      case RoomRequest.Resume given -> given.generation();
      case RoomRequest.Up given -> given.generation();
      case RoomRequest.Away given -> given.generation();
      case RoomRequest.Leave given -> given.generation();
    };
  }

  private void theAnswerFits(RoomState after) {
    switch (change.answer()) {
      case RoomAnswer.Accepted accepted when command instanceof Join join -> {
        Seat seat = after.seat(accepted.session());
        assertEquals(join.instance(), seat.instance());
        assertEquals(join.id(), seat.joinId());
        assertEquals(accepted.offers(), seat.offers());
      }
      case RoomAnswer.Accepted accepted ->
          assertEquals(((RoomRequest.SessionCommand) command).session(), accepted.session());
      case RoomAnswer.Refused refused -> assertTrue(change.isNone(), "refused, yet changed");
      case RoomAnswer.Loaded loaded -> assertTrue(command == null || command instanceof Restore);
      case RoomAnswer.Heads heads -> throw new AssertionError(heads);
      case RoomAnswer.Unavailable unavailable -> throw new AssertionError(unavailable);
    }
  }
}
