package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Scene.RULES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.RoomOp;
import dev.parley.protocol.bus.RoomRequest.Leave;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DepartureTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void adaAndBob() {
    scene.with("ada", "bob");
  }

  @Test
  void aClosedSocketMakesAwayForTheUsualTime() {
    scene.accept(awayOf("bob", 1, HERE, null));
    assertEquals(List.of(RoomOp.Away.class), scene.ops());
    assertEquals(scene.now + RULES.away().toMillis(), scene.member("bob").until());
  }

  @Test
  void theSessionMayAskForAnotherTime() {
    scene.accept(awayOf("bob", 1, HERE, 5_000L));
    assertEquals(scene.now + 5_000, scene.member("bob").until());
  }

  @Test
  void theTimeAskedForIsBounded() {
    scene.accept(awayOf("ada", 1, HERE, Long.MAX_VALUE));
    assertEquals(scene.now + RULES.hold().toMillis(), scene.member("ada").until());
    scene.accept(awayOf("bob", 1, HERE, -1L));
    assertEquals(scene.now, scene.member("bob").until());
  }

  @Test
  void whoIsAwayAlreadyKeepsTheTimeAskedFor() {
    scene.accept(awayOf("bob", 1, HERE, 600_000L));
    scene.repeat(awayOf("bob", 1, HERE, null));
    assertEquals(scene.now + 600_000, scene.member("bob").until());
  }

  @Test
  void lateNewsOfAnOlderSocketChangeNothing() {
    scene.accept(resumeOf("bob", 2, THERE));
    scene.repeat(awayOf("bob", 1, HERE, null));
    scene.repeat(awayOf("bob", 1, THERE, null));
    scene.repeat(awayOf("bob", 2, HERE, null));
    scene.repeat(awayOf("eve", 1, HERE, null));
    assertTrue(scene.entry("bob").isUp());
  }

  @Test
  void whoLeavesIsGone() {
    scene.accept(new Leave(NAME, session("bob"), 1));
    assertEquals(
        List.of(new RoomOp.Remove(session("bob"), RoomOp.Reason.LEFT, null)),
        scene.last.changes().ops());
    scene.repeat(new Leave(NAME, session("bob"), 1));
  }

  @Test
  void anOlderSocketCannotLeave() {
    scene.accept(resumeOf("bob", 2, THERE));
    scene.refuse(FENCED, new Leave(NAME, session("bob"), 1));
  }

  @Test
  void whoIsAwayTooLongIsRemoved() {
    scene.accept(awayOf("bob", 1, HERE, null));
    scene.pass(RULES.away().minusMillis(1));
    scene.expire();
    assertTrue(scene.last.isNone());

    scene.pass(Duration.ofMillis(1));
    scene.expire();
    assertEquals(
        List.of(new RoomOp.Remove(session("bob"), RoomOp.Reason.EXPIRED, null)),
        scene.last.changes().ops());
  }

  @Test
  void allWhoseTimeIsOverGoInOneStep() {
    scene.with("cyd");
    scene.accept(awayOf("bob", 1, HERE, 1_000L));
    scene.accept(awayOf("cyd", 1, HERE, 2_000L));
    scene.pass(Duration.ofSeconds(2));
    scene.expire();
    assertEquals(List.of(RoomOp.Remove.class, RoomOp.Remove.class), scene.ops());
    assertEquals(2, scene.last.changes().rev() - scene.last.changes().prev());
  }

  @Test
  void aResumeThatCameFirstSavesTheSeat() {
    scene.accept(awayOf("bob", 1, HERE, 1_000L));
    scene.accept(resumeOf("bob", 2, THERE));
    scene.pass(Duration.ofSeconds(2));
    scene.expire();
    assertTrue(scene.last.isNone());
    assertTrue(scene.has("bob"));
  }

  @Test
  void theRoomIsDueWhenItsFirstMemberIs() {
    assertNull(scene.room.due());
    scene.accept(awayOf("ada", 1, HERE, 9_000L));
    scene.accept(awayOf("bob", 1, HERE, 5_000L));
    assertEquals(scene.now + 5_000, scene.room.due());
  }

  @Test
  void aDeadNodeMakesAwayThoseWhoAreUpThere() {
    scene.accept(joinOf("cyd", 1, THERE));
    scene.accept(awayOf("ada", 1, HERE, 600_000L));
    scene.lose(HERE);

    assertEquals(List.of(RoomOp.Away.class), scene.ops());
    assertEquals(scene.now + RULES.away().toMillis(), scene.member("bob").until());
    assertEquals(scene.now + 600_000, scene.member("ada").until());
    assertTrue(scene.entry("cyd").isUp());
    assertEquals(Set.of(THERE), scene.room.nodes());
    scene.lose(HERE);
    assertTrue(scene.last.isNone());
  }

  @Test
  void aResumeElsewhereBeatsTheDeathOfTheNode() {
    scene.accept(resumeOf("bob", 2, THERE));
    scene.lose(HERE);
    assertTrue(scene.entry("bob").isUp());
    assertFalse(scene.entry("ada").isUp());
  }
}
