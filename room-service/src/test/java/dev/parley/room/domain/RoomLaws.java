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
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;
import java.util.List;
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
      isSound(change.next());
    }
    if (command instanceof Restore restore) {
      change.changes().ops().forEach(op -> isRestored(op, restore));
    } else {
      change.changes().ops().forEach(this::isJustified);
    }
    before().members().values().forEach(entry -> isNotFencedFalsely(entry, after));
    theAnswerFits(after);
  }

  /** Then the ops do not tell what is different. */
  private void isRestarted(Room next) {
    assertInstanceOf(Restore.class, command);
    RoomState state = next.state();
    isSound(next);
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

  private void isRestored(RoomOp op, Restore restore) {
    RoomState theirs = restore.state();
    switch (op) {
      case RoomOp.Add added -> {
        assertNull(before().entry(added.member().session()));
        assertTrue(theirs.entry(added.member().session()) != null, "nobody knows them");
      }
      case RoomOp.Up up -> assertEquals(restore.node(), up.seat().node(), "by hearsay");
      case RoomOp.Away away -> assertTrue(before().entry(away.member().session()).isUp());
      case RoomOp.Update update ->
          assertTrue(theirs.entry(update.member().session()) != null, "nobody knows them");
      case RoomOp.Remove removed -> {
        assertEquals(RoomOp.Reason.KICKED, removed.reason());
        assertTrue(removed.tombstone().until() > now);
      }
      case RoomOp.Key key -> assertEquals(theirs.keys().get(key.key()), key.entry());
      case RoomOp.SetPolicy set -> assertEquals(theirs.policy(), set.policy());
      case RoomOp.Replace replaced -> throw new AssertionError(replaced);
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
      case RoomAnswer.Loaded loaded -> assertTrue(command == null || command instanceof Restore);
      case RoomAnswer.Heads heads -> throw new AssertionError(heads);
      case RoomAnswer.Unavailable unavailable -> throw new AssertionError(unavailable);
    }
  }
}
