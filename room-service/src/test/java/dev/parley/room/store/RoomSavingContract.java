package dev.parley.room.store;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Commands.updateOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest.Leave;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;
import dev.parley.room.domain.Commands;
import dev.parley.room.domain.History;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of rooms does with a step: a compare-and-set of the room and its log. */
abstract class RoomSavingContract extends StoreScene {
  static final int LOG_SIZE = 8;
  private static final RoomAnswer NO_ANSWER = new RoomAnswer.Unavailable();

  @BeforeEach
  void open() {
    store = emptyStore(LOG_SIZE);
  }

  /**
   * A store without rooms.
   *
   * @param logSize ops that it keeps of each room
   */
  abstract RoomStore emptyStore(int logSize);

  @Test
  void whatIsSavedIsLoaded() {
    carryOut(joinOf("ada", 1, HERE, "o1"));
    carryOut(joinOf("bob", 1, THERE, "o1"));
    carryOut(keyOf("ada", "c1", "topic", "soup"));
    carryOut(Commands.kickOf("ada", "c2", "bob"));
    Room room = carryOut(awayOf("ada", 1, HERE, 60_000L)).next();

    assertEquals(room, load(LUNCH).room());
    assertEquals(room.state().head(), await(store.heads(List.of(LUNCH))).heads().get(LUNCH));
  }

  @Test
  void membersStayInTheOrderOfJoining() {
    for (String person : List.of("zoe", "ada", "moe")) {
      carryOut(joinOf(person, 1, HERE));
    }
    assertEquals(
        List.of(session("zoe"), session("ada"), session("moe")),
        List.copyOf(load(LUNCH).room().state().members().keySet()));
  }

  @Test
  void aStepFromAnOlderRevisionIsNotSaved() {
    carryOut(joinOf("ada", 1, HERE));
    RoomChange late = step(joinOf("bob", 1, HERE));
    Room present = carryOut(joinOf("cyd", 1, HERE)).next();

    assertFalse(await(store.save(late)));
    assertEquals(present, load(LUNCH).room());
    assertEquals(1, await(missed(present, 1)).orElseThrow().ops().size());
  }

  @Test
  void aRoomIsMadeOnce() {
    RoomChange first = step(joinOf("ada", 1, HERE));
    RoomChange second = step(joinOf("bob", 1, HERE));
    assertTrue(await(store.save(first)));
    assertFalse(await(store.save(second)));
    assertEquals(first.next(), load(LUNCH).room());
  }

  @Test
  void aStepFromAnotherIncarnationIsNotSaved() {
    carryOut(joinOf("ada", 1, HERE));
    RoomChange late = step(joinOf("bob", 1, HERE));
    carryOut(new Leave(LUNCH, session("ada"), 1));
    Room other = carryOut(joinOf("cyd", 1, HERE)).next();

    assertEquals(late.before().state().rev(), other.state().rev());
    assertFalse(await(store.save(late)));
    assertEquals(other, load(LUNCH).room());
  }

  @Test
  void aStepFromARoomThatEndedIsNotSaved() {
    carryOut(joinOf("ada", 1, HERE));
    RoomChange late = step(joinOf("bob", 1, HERE));
    carryOut(new Leave(LUNCH, session("ada"), 1));
    assertFalse(await(store.save(late)));
    assertNull(load(LUNCH).room());
  }

  @Test
  void aRoomMadeAnewHasALogOfItsOwn() {
    carryOut(joinOf("ada", 1, HERE));
    carryOut(new Leave(LUNCH, session("ada"), 1));
    RoomChange made = carryOut(joinOf("ada", 1, HERE));
    assertEquals(made.changes(), await(missed(made.next(), 0)).orElseThrow());
  }

  @Test
  void aRoomUnderAnotherIncarnationHasALogOfItsOwn() {
    Room before = carryOut(joinOf("ada", 1, HERE)).next();
    RoomState old = before.state();
    RoomState state =
        new RoomState(
            old.id(),
            new Hex64(77),
            9,
            old.policy(),
            old.keys(),
            old.members(),
            Map.of(),
            Map.of(),
            Map.of());
    Room restored =
        new Room(state, before.answered(), List.of(new History(old.incarnation(), 1)), null);
    RoomChanges none = new RoomChanges(state.incarnation(), 9, 9, List.of());
    assertTrue(await(store.save(new RoomChange(before, restored, none, NO_ANSWER))));
    assertEquals(Optional.empty(), await(missed(restored, 8)));

    RoomChange next = carryOut(joinOf("bob", 1, HERE));
    assertEquals(next.changes(), await(missed(next.next(), 9)).orElseThrow());
    assertEquals(Optional.empty(), await(missed(next.next(), 8)));
  }

  @Test
  void aRoomIsRestoredWhereThereIsNone() {
    carryOut(joinOf("ada", 1, HERE));
    RoomState known = carryOut(joinOf("bob", 1, THERE)).next().state();
    store = emptyStore(LOG_SIZE);
    RoomChange first = step(new Restore(LUNCH, known, HERE, false));
    RoomChange second = step(new Restore(LUNCH, known, THERE, false));
    assertTrue(await(store.save(first)));
    assertFalse(await(store.save(second)), "of two that restore it, one is first");
    assertEquals(first.next(), load(LUNCH).room());
    assertEquals(Set.of(HERE), await(store.nodes()));
    assertEquals(List.of(), await(missed(first.next(), known.rev())).orElseThrow().ops());

    RoomChange back = carryOut(new Restore(LUNCH, known, THERE, false));
    assertEquals(back.changes(), await(missed(back.next(), known.rev())).orElseThrow());
    assertEquals(Set.of(HERE, THERE), await(store.nodes()));
  }

  @Test
  void theOpsSinceARevisionLeadToThePresent() {
    Room old = carryOut(joinOf("ada", 1, HERE)).next();
    carryOut(joinOf("bob", 1, HERE));
    carryOut(awayOf("ada", 1, HERE, 0L));
    RoomChange expiry = load(LUNCH).room().expire(context(now()));
    assertTrue(await(store.save(expiry)));
    Room present = expiry.next();

    RoomChanges changes = await(missed(present, 1)).orElseThrow();
    assertEquals(4, changes.ops().size(), "an expiry and a promotion in one step");
    assertEquals(present.state(), old.state().apply(changes));
    assertEquals(List.of(), await(missed(present, 5)).orElseThrow().ops());
  }

  @Test
  void thereAreNoOpsSinceWhatNeverWas() {
    Room room = carryOut(joinOf("ada", 1, HERE)).next();
    assertEquals(Optional.empty(), await(missed(room, 2)));
    assertEquals(Optional.empty(), await(store.since(LUNCH, new Hex64(1), 1)));
  }

  @Test
  void theLogReachesBackAsFarAsItMust() {
    carryOut(joinOf("ada", 1, HERE));
    for (int i = 0; i < LOG_SIZE; i++) {
      carryOut(updateOf("ada", "u" + i, "n", "" + i));
    }
    Room room = load(LUNCH).room();
    assertEquals(LOG_SIZE, await(missed(room, 1)).orElseThrow().ops().size());
    assertEquals(Optional.empty(), await(missed(room, 0)));
  }
}
