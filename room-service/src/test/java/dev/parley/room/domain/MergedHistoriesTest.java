package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.KICKED;
import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.kickOf;
import static dev.parley.room.domain.Commands.policyOf;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Commands.updateOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Grant;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.RoomRequest.Join;
import dev.parley.protocol.bus.RoomState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of what two gateways know otherwise. */
class MergedHistoriesTest extends RestoreScene {
  @Test
  void whoWasKickedStaysOutWhicheverSideKnows() {
    scene.with("ada", "bob");
    RoomState before = scene.room.state();
    scene.accept(kickOf("ada", "k1", "bob"));
    RoomState after = scene.room.state();

    loseTheStore();
    restore(before, HERE);
    restore(after, THERE);
    assertFalse(scene.has("bob"));
    scene.refuse(KICKED, resumeOf("bob", 2, HERE));
    changesNothing(before, HERE);

    loseTheStore();
    restore(after, THERE);
    restore(before, HERE);
    assertFalse(scene.has("bob"));
    scene.refuse(KICKED, joinOf("bob", 2, HERE));
  }

  @Test
  void aKickedPageThatCameInWhereThatWasForgottenGoes() {
    scene.with("ada", "bob");
    scene.accept(kickOf("ada", "k1", "bob"));
    RoomState known = scene.room.state();
    loseTheStore();
    var again = Commands.again(joinOf("bob", 1, THERE), session("bob-again"), 1, THERE);
    scene.accept(again);
    restore(known, HERE);
    assertFalse(scene.has("bob-again"));
    assertTrue(scene.has("ada"));
    scene.refuse(KICKED, again);
  }

  @Test
  void anotherSessionOfAKickedPageStaysWhereBothAreKnown() {
    scene.with("ada", "bob");
    Join other = joinOf("bob", 1, THERE);
    scene.accept(
        new Join(
            NAME,
            session("bob-two"),
            other.instance(),
            Commands.id("join-two"),
            1,
            THERE,
            Grant.OPEN,
            other.profile(),
            List.of(),
            null,
            List.of()));
    RoomState before = scene.room.state();
    scene.accept(kickOf("ada", "k1", "bob"));
    RoomState after = scene.room.state();
    loseTheStore();
    restore(before, HERE);
    restore(after, THERE);
    assertFalse(scene.has("bob"));
    assertTrue(scene.entry("bob-two").isUp());
    changesNothing(before, HERE);
  }

  @Test
  void aForgottenTombstoneKeepsNobodyOut() {
    scene.with("ada", "bob");
    scene.accept(kickOf("ada", "k1", "bob"));
    RoomState known = scene.room.state();
    scene.pass(Scene.RULES.tombstone());
    loseTheStore();
    restore(known, HERE);
    scene.accept(Commands.again(joinOf("bob", 1, THERE), session("bob-again"), 1, THERE));
    changesNothing(known, HERE);
  }

  @Test
  void theSeatWithTheHigherGenerationHolds() {
    RoomState known = adaHereBobThere();
    scene.accept(resumeOf("ada", 2, THERE));
    RoomState later = scene.room.state();

    loseTheStore();
    restore(known, HERE);
    restore(later, THERE);
    assertEquals(THERE, scene.entry("ada").seat().node());
    assertEquals(2, scene.entry("ada").seat().generation());
    assertTrue(scene.entry("ada").isUp());
    changesNothing(known, HERE);

    loseTheStore();
    restore(later, THERE);
    changesNothing(known, HERE);
  }

  @Test
  void whatWasSaidToAStoreThatHadLostWritesCanBeSaidAgain() {
    RoomState known = adaHereBobThere();
    Room earlier = scene.room;
    scene.accept(updateOf("ada", "u1", "hand", "up"));
    scene.accept(updateOf("ada", "u2", "mic", "on"));
    RoomState later = scene.room.state();

    rollBack(earlier);
    scene.accept(updateOf("ada", "u3", "mic", "off"));
    restore(later, HERE);
    assertEquals("on", scene.entry("ada").member().profile().string("mic"));
    scene.accept(updateOf("ada", "u3", "mic", "off"));
    assertEquals("off", scene.entry("ada").member().profile().string("mic"));
    changesNothing(known, HERE);
  }

  @Test
  void aStoreThatHasGoneOnFromItsLossBeyondWhatIsKnownIsToldAllTheSame() {
    adaHereBobThere();
    Room earlier = scene.room;
    scene.accept(joinOf("eve", 1, HERE));
    RoomState known = scene.room.state();

    rollBack(earlier);
    scene.accept(updateOf("ada", "u1", "hand", "up"));
    scene.accept(updateOf("ada", "u2", "hand", "down"));
    changesNothing(known, HERE);
    restoreProven(known, HERE);
    assertTrue(scene.has("eve"));
    assertEquals("down", scene.entry("ada").member().profile().string("hand"));
    Room mended = scene.room;
    restoreProven(known, HERE);
    assertEquals(mended, scene.room);
  }

  @Test
  void whoMovedToAThirdGatewayIsAwayUntilThatVouchesForIt() {
    NodeId third = new NodeId("third");
    RoomState known = adaHereBobThere();
    scene.accept(resumeOf("ada", 2, third));
    RoomState later = scene.room.state();
    loseTheStore();
    restore(known, HERE);
    restore(later, THERE);
    assertFalse(scene.entry("ada").isUp());
    assertEquals(third, scene.entry("ada").seat().node());
    restore(later, third);
    assertTrue(scene.entry("ada").isUp());
  }

  @Test
  void whatWasChangedLaterHolds() {
    RoomState known = adaHereBobThere();
    scene.accept(updateOf("bob", "u2", "mic", "on"));
    scene.accept(keyOf("ada", "k2", "topic", "bread"));
    scene.accept(keyOf("ada", "k3", "place", "yard"));
    scene.accept(policyOf("ada", "p1", 7));
    RoomState later = scene.room.state();
    for (List<RoomState> order : List.of(List.of(known, later), List.of(later, known))) {
      loseTheStore();
      restore(order.getFirst(), HERE);
      restore(order.getLast(), HERE);
      assertEquals(later.entry(session("bob")).member().profile(), scene.member("bob").profile());
      assertEquals(later.keys(), scene.room.state().keys());
      assertEquals(later.policy(), scene.room.state().policy());
      changesNothing(known, HERE);
      changesNothing(later, HERE);
    }
  }

  @Test
  void comingAndGoingIsNoChange() {
    adaHereBobThere();
    RoomState known = scene.room.state();
    scene.accept(awayOf("bob", 1, THERE, null));
    scene.accept(resumeOf("bob", 2, THERE));
    assertEquals(known.entry(session("bob")).seat().changed(), scene.entry("bob").seat().changed());
    scene.accept(Commands.updateOf("ada", "u9", "mic", "on"));
    assertEquals(scene.room.state().rev(), scene.entry("ada").seat().changed());
  }
}
