package dev.parley.room.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Join;
import dev.parley.protocol.bus.RoomState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds of every step, whatever was asked, and by whom. */
record RoomLaws(RoomRequest.@Nullable Command command, RoomChange change, long now) {

  void hold() {
    RoomState after = before().apply(change.changes());
    assertEquals(after.rev() - before().rev(), change.changes().ops().size());
    assertEquals(digest(after), after.digest());
    if (change.next() == null) {
      assertTrue(after.members().isEmpty(), "a room with members has ended");
    } else {
      isWhatTheOpsMake(change.next().state(), after);
      isSound(change.next());
    }
    change.changes().ops().forEach(this::isJustified);
    before().members().values().forEach(entry -> isNotFencedFalsely(entry, after));
    theAnswerFits(after);
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
    after
        .tombstones()
        .forEach((session, grave) ->
            assertTrue(grave.until() <= now || grave.equals(next.tombstones().get(session))));
  }

  private static void isSound(Room room) {
    RoomState state = room.state();
    assertTrue(
        state.members().isEmpty()
            || state.members().values().stream().anyMatch(e -> e.member().role().moderates()),
        "nobody moderates");
    assertEquals(room.exists() && state.members().isEmpty(), room.endsAt() != null);
    state.tombstones().keySet().forEach(kicked -> assertNull(state.entry(kicked)));
  }

  /** Nobody is removed falsely, and nobody comes in who must not. */
  private void isJustified(RoomOp op) {
    switch (op) {
      case RoomOp.Add added -> {
        Join join = assertInstanceOf(Join.class, command);
        assertTrue(before().members().size() < before().policy().capacity(), "too many");
        isNotKeptOut(join);
      }
      case RoomOp.Replace replaced -> {
        Join join = assertInstanceOf(Join.class, command);
        assertEquals(join.replaces(), replaced.replaces());
        isNotKeptOut(join);
      }
      case RoomOp.Remove removed -> isRightlyRemoved(removed);
      case RoomOp.Up up -> assertInstanceOf(RoomRequest.SessionCommand.class, command);
      case RoomOp.Away away -> assertTrue(before().entry(away.member().session()).isUp());
      case RoomOp.Update update -> assertTrue(before().entry(update.member().session()) != null);
      case RoomOp.Key key -> isByModerator();
      case RoomOp.SetPolicy policy -> isByModerator();
    }
  }

  private void isNotKeptOut(Join join) {
    assertFalse(
        before().tombstones().values().stream()
            .filter(grave -> grave.until() > now)
            .anyMatch(grave ->
                grave.instance().equals(join.instance())
                    || grave.session().equals(join.replaces())));
  }

  private void isRightlyRemoved(RoomOp.Remove removed) {
    switch (removed.reason()) {
      case LEFT ->
          assertEquals(
              assertInstanceOf(RoomRequest.Leave.class, command).session(), removed.session());
      case KICKED -> {
        assertEquals(assertInstanceOf(RoomRequest.Kick.class, command).target(), removed.session());
        isByModerator();
      }
      case EXPIRED -> {
        assertNull(command);
        assertTrue(before().entry(removed.session()).member().until() <= now, "too early");
      }
    }
  }

  private void isByModerator() {
    SessionId actor = assertInstanceOf(RoomRequest.MemberCommand.class, command).session();
    assertTrue(before().entry(actor).member().role().moderates());
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
        Entry entry = after.entry(accepted.session());
        assertEquals(join.instance(), entry.seat().instance());
        assertEquals(join.id(), entry.seat().joinId());
        assertEquals(accepted.offers(), entry.seat().offers());
      }
      case RoomAnswer.Accepted accepted ->
          assertEquals(((RoomRequest.SessionCommand) command).session(), accepted.session());
      case RoomAnswer.Refused refused -> assertTrue(change.isNone(), "refused, yet changed");
      case RoomAnswer.Loaded loaded -> assertNull(command);
      case RoomAnswer.Heads heads -> throw new AssertionError(heads);
      case RoomAnswer.Unavailable unavailable -> throw new AssertionError(unavailable);
    }
  }
}
