package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.KICKED;
import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.kickOf;
import static dev.parley.room.domain.Commands.page;
import static dev.parley.room.domain.Commands.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.bus.RoomRequest.Leave;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a room that the store lost, or writes of it. */
class RestorationTest extends RestoreScene {
  @Test
  void aLostRoomIsWhatTheGatewayKnowsUnderANewIncarnation() {
    RoomState known = adaHereBobThere();
    loseTheStore();
    RoomState back = restore(known, HERE);

    assertEquals(scene.room.state(), back);
    assertNotEquals(known.incarnation(), back.incarnation());
    assertEquals(known.rev(), back.rev());
    assertEquals(known.policy(), back.policy());
    assertEquals(known.keys(), back.keys());
    assertEquals(known.entry(session("ada")), back.entry(session("ada")));
    assertFalse(scene.entry("bob").isUp(), "its gateway has not vouched for it");
    assertEquals(scene.now + 45_000, scene.member("bob").until());
    assertEquals(known.entry(session("bob")).seat(), scene.entry("bob").seat());
    assertEquals(List.of(), scene.ops());
    assertTrue(scene.last.isRestart());
    assertFalse(scene.last.isNone());
  }

  @Test
  void theNextGatewayBringsItsOwnBackByOps() {
    RoomState known = adaHereBobThere();
    loseTheStore();
    RoomState back = restore(known, HERE);
    restore(known, THERE);

    assertEquals(List.of(RoomOp.Up.class), scene.ops());
    assertEquals(back.incarnation(), scene.room.state().incarnation());
    assertTrue(scene.entry("ada").isUp() && scene.entry("bob").isUp());
    changesNothing(known, HERE);
    changesNothing(known, THERE);
  }

  @Test
  void theFullRoomIsRestoredWithAllItsMembers() {
    scene.with("ada", "bob", "cyd", "dan");
    RoomState known = scene.room.state();
    loseTheStore();
    restore(known, HERE);
    assertEquals(4, scene.room.state().members().size());
  }

  @Test
  void whoWasAwayKeepsTheDeadline() {
    adaHereBobThere();
    scene.accept(awayOf("ada", 1, HERE, null));
    scene.accept(awayOf("bob", 1, THERE, 300_000L));
    Long soon = scene.member("ada").until();
    Long late = scene.member("bob").until();
    RoomState known = scene.room.state();
    scene.pass(Duration.ofSeconds(20));
    loseTheStore();
    restore(known, HERE);
    assertEquals(soon, scene.member("ada").until());
    assertEquals(late, scene.member("bob").until());
  }

  @Test
  void aRoomOfTombstonesAloneIsRestored() {
    scene.with("ada", "bob");
    scene.accept(kickOf("ada", "k1", "bob"));
    scene.accept(new Leave(NAME, session("ada"), 1));
    RoomState known = scene.room.state();
    loseTheStore();
    restore(known, HERE);
    assertEquals(scene.now + Scene.RULES.empty().toMillis(), scene.room.endsAt());
    scene.refuse(KICKED, joinOf("bob", 2, HERE));
  }

  @Test
  void whatIsNotWorthKeepingIsNotRestored() {
    scene.with("ada", "bob");
    scene.accept(kickOf("ada", "k1", "bob"));
    scene.accept(new Leave(NAME, session("ada"), 1));
    RoomState known = scene.room.state();
    scene.pass(Scene.RULES.tombstone());
    loseTheStore();
    changesNothing(known, HERE);
  }

  @Test
  void aHigherRevisionOfOneIncarnationProvesLostWrites() {
    scene.with("ada");
    Room earlier = scene.room;
    scene.accept(joinOf("bob", 1, THERE));
    RoomState known = scene.room.state();
    rollBack(earlier);
    RoomState back = restore(known, THERE);

    assertNotEquals(known.incarnation(), back.incarnation());
    assertEquals(known.rev(), back.rev());
    assertTrue(scene.entry("ada").isUp() && scene.entry("bob").isUp());
    assertEquals(List.of(), scene.ops());
    changesNothing(known, THERE);
  }

  @Test
  void anotherDigestAtOneRevisionProvesLostWritesToo() {
    scene.with("ada");
    Room earlier = scene.room;
    scene.accept(joinOf("bob", 1, THERE));
    RoomState known = scene.room.state();
    rollBack(earlier);
    scene.accept(joinOf("cyd", 1, HERE));
    restore(known, THERE);
    assertTrue(scene.last.isRestart());
    assertTrue(scene.has("ada") && scene.has("bob") && scene.has("cyd"));
  }

  @Test
  void whoHasLeftSinceDoesNotComeBack() {
    RoomState known = adaHereBobThere();
    scene.accept(awayOf("bob", 1, THERE, null));
    RoomState later = scene.room.state();
    loseTheStore();
    restore(later, HERE);
    restore(later, THERE);
    scene.accept(new Leave(NAME, session("bob"), 1));
    for (RoomState history : List.of(known, later)) {
      changesNothing(history, HERE);
      changesNothing(history, THERE);
    }
  }

  @Test
  void ofAKnownHistoryTheSocketsAloneAreNew() {
    RoomState known = adaHereBobThere();
    scene.accept(new Leave(NAME, session("ada"), 1));
    RoomState later = scene.room.state();
    loseTheStore();
    restore(later, HERE);
    assertFalse(scene.entry("bob").isUp());
    restore(known, THERE);
    assertTrue(scene.entry("bob").isUp());
    assertFalse(scene.has("ada"), "she left");
  }

  @Test
  void onlyTheLastHistoriesAreKept() {
    RoomState known = adaHereBobThere();
    loseTheStore();
    for (int i = 1; i <= 20; i++) {
      restore(known.restarted(new Hex64(i), known.rev() + i), HERE);
    }
    assertEquals(8, scene.room.histories().size());
  }

  @Test
  void whatIsOlderOrTheSameChangesNothing() {
    RoomState known = adaHereBobThere();
    changesNothing(known, HERE);
    changesNothing(known, THERE);
    scene.accept(new Leave(NAME, session("bob"), 1));
    changesNothing(known, THERE);
  }

  @Test
  void whereNobodyIsLeftWhoModeratesSomebodyDoes() {
    scene.with("ada", "bob");
    scene.accept(joinOf("cyd", 1, HERE));
    RoomState known = scene.room.state();
    Tombstone grave = new Tombstone(session("ada"), page("ada"), scene.now + 1_000);
    RoomState headless =
        known.apply(new RoomOp.Remove(session("ada"), RoomOp.Reason.KICKED, grave));
    loseTheStore();
    restore(known, HERE);
    restore(headless, THERE);
    assertEquals(Role.MODERATOR, scene.member("bob").role());
    assertEquals(Role.MEMBER, scene.member("cyd").role());
  }

  @Test
  void theStateIsOfThatRoom() {
    RoomState known = adaHereBobThere();
    RoomName other = new RoomName("other");
    assertThrows(IllegalArgumentException.class, () -> new Restore(other, known, HERE, false));
    RoomState nothing = RoomState.empty(NAME, known.incarnation(), known.policy());
    assertThrows(IllegalArgumentException.class, () -> new Restore(NAME, nothing, HERE, false));
  }
}
