package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.protocol.wire.ErrorCode.KICKED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_EXPIRED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_TAKEN;
import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.kickOf;
import static dev.parley.room.domain.Commands.page;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.parley.protocol.Member;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Resume;
import dev.parley.protocol.bus.RoomRequest.Up;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttendanceTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void adaAndBob() {
    scene.with("ada", "bob");
  }

  @Test
  void aHigherGenerationTakesTheSeatToItsNode() {
    assertEquals(HERE, scene.accept(resumeOf("bob", 2, THERE)).previous());

    assertEquals(List.of(RoomOp.Up.class), scene.ops());
    assertEquals(THERE, scene.entry("bob").seat().node());
    assertEquals(2, scene.entry("bob").seat().generation());
    assertEquals(Set.of(HERE, THERE), scene.last.hosts());
  }

  @Test
  void aResumeOnTheSameNodeHasNoPreviousOne() {
    assertNull(scene.accept(resumeOf("bob", 2, HERE)).previous());
    assertEquals(2, scene.entry("bob").seat().generation());
  }

  @Test
  void aResumeMakesUpWhoWasAway() {
    scene.accept(awayOf("bob", 1, HERE, null));
    scene.accept(resumeOf("bob", 2, THERE));
    assertEquals(Member.State.UP, scene.member("bob").state());
    assertNull(scene.member("bob").until());
  }

  @Test
  void theSameGenerationOnTheSameNodeIsARepetition() {
    scene.accept(resumeOf("bob", 2, THERE));
    scene.repeat(resumeOf("bob", 2, THERE));
  }

  @Test
  void theSameGenerationOnAnotherNodeIsFenced() {
    scene.refuse(FENCED, resumeOf("bob", 1, THERE));
  }

  @Test
  void aLowerGenerationIsFenced() {
    scene.accept(resumeOf("bob", 5, THERE));
    scene.refuse(FENCED, resumeOf("bob", 4, HERE));
    scene.refuse(FENCED, resumeOf("bob", 4, THERE));
  }

  @Test
  void anotherPageWithTheSameTicketIsTurnedAway() {
    scene.refuse(SESSION_TAKEN, new Resume(NAME, session("bob"), page("thief"), 9, THERE));
  }

  @Test
  void whoIsNotInTheRoomCannotResume() {
    scene.refuse(SESSION_EXPIRED, resumeOf("eve", 2, HERE));
    scene.refuse(SESSION_EXPIRED, new Up(NAME, session("eve"), 2, HERE));
  }

  @Test
  void nobodyResumesInARoomThatDoesNotExist() {
    Scene empty = new Scene();
    empty.refuse(SESSION_EXPIRED, resumeOf("bob", 2, HERE));
    assertFalse(empty.room.exists());
  }

  @Test
  void whoWasKickedNeitherResumesNorIsUpAgain() {
    scene.accept(kickOf("ada", "k1", "bob"));
    scene.refuse(KICKED, resumeOf("bob", 2, THERE));
    scene.refuse(KICKED, new Up(NAME, session("bob"), 1, HERE));
  }

  @Test
  void aGatewayThatHoldsTheSocketObjectsToItsBeingAway() {
    scene.lose(HERE);
    scene.accept(new Up(NAME, session("bob"), 1, HERE));
    assertEquals(Member.State.UP, scene.member("bob").state());
    scene.repeat(new Up(NAME, session("bob"), 1, HERE));
  }

  @Test
  void anObjectionByAnOlderSocketIsFenced() {
    scene.accept(resumeOf("bob", 2, THERE));
    scene.accept(awayOf("bob", 2, THERE, null));
    scene.refuse(FENCED, new Up(NAME, session("bob"), 1, HERE));
    scene.refuse(FENCED, new Up(NAME, session("bob"), 2, HERE));
  }

  @Test
  void whatConcernsTheSocketLeavesTheProfileAlone() {
    Member before = scene.member("bob");
    for (RoomRequest.Command command :
        List.of(awayOf("bob", 1, HERE, null), resumeOf("bob", 2, THERE))) {
      scene.accept(command);
      Member after = scene.member("bob");
      assertEquals(before.profile(), after.profile());
      assertEquals(before.role(), after.role());
      assertEquals(before.since(), after.since());
    }
  }
}
