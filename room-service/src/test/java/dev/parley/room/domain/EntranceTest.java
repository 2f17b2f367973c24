package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_EXPIRED;
import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.again;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.id;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.replacing;
import static dev.parley.room.domain.Commands.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Grant;
import dev.parley.protocol.Member;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Join;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntranceTest {
  private final Scene scene = new Scene();

  @Test
  void theFirstMakesTheRoomAndOwnsIt() {
    RoomAnswer.Accepted accepted = scene.accept(joinOf("ada", 1, HERE));

    assertEquals(session("ada"), accepted.session());
    assertEquals(scene.room.state(), accepted.state());
    assertEquals(Role.OWNER, scene.member("ada").role());
    assertEquals(scene.now, scene.member("ada").since());
    assertEquals(1, scene.room.state().rev());
    assertEquals(List.of(RoomOp.Add.class), scene.ops());
    assertEquals(Scene.RULES.capacity(), scene.room.state().policy().capacity());
  }

  @Test
  void whoComesLaterIsAMember() {
    scene.with("ada", "bob");
    assertEquals(Role.MEMBER, scene.member("bob").role());
  }

  @Test
  void offersGoToMembersThatAreUpInTheOrderOfJoining() {
    scene.with("ada", "bob", "cyd").accept(awayOf("bob", 1, HERE, null));

    RoomAnswer.Accepted accepted = scene.accept(joinOf("dan", 1, THERE, "o1", "o2", "o3"));

    assertEquals(Map.of(id("o1"), session("ada"), id("o2"), session("cyd")), accepted.offers());
    assertEquals(accepted.offers(), scene.entry("dan").seat().offers());
  }

  @Test
  void offersBeyondTheMembersAreNotHandedOutAndViceVersa() {
    scene.with("ada", "bob", "cyd");
    assertEquals(
        Map.of(id("o1"), session("ada")), scene.accept(joinOf("dan", 1, HERE, "o1")).offers());
  }

  @Test
  void theReplacedSessionGetsNoOffer() {
    scene.with("ada", "bob");
    Join reload = replacing(joinOf("ada2", 1, HERE, "o1", "o2"), session("ada"));
    assertEquals(Map.of(id("o1"), session("bob")), scene.accept(reload).offers());
  }

  @Test
  void aRepeatedJoinAnswersTheSameSessionAndOffers() {
    scene.with("ada");
    Join join = joinOf("bob", 1, HERE, "o1");
    RoomAnswer.Accepted first = scene.accept(join);
    scene.with("cyd");

    RoomAnswer.Accepted second = scene.repeat(again(join, session("other"), 1, HERE));

    assertEquals(first.session(), second.session());
    assertEquals(first.offers(), second.offers());
    assertNull(second.previous());
    assertEquals(scene.room.state(), second.state());
  }

  @Test
  void aRepeatedJoinAtAnotherNodeMovesTheSession() {
    scene.with("ada");
    RoomAnswer.Accepted moved =
        scene.accept(again(joinOf("ada", 1, HERE), session("other"), 2, THERE));

    assertEquals(session("ada"), moved.session());
    assertEquals(HERE, moved.previous());
    assertEquals(THERE, scene.entry("ada").seat().node());
    assertEquals(2, scene.entry("ada").seat().generation());
    assertEquals(List.of(RoomOp.Up.class), scene.ops());
  }

  @Test
  void anOlderRepetitionOfAJoinIsFenced() {
    scene.with("ada").accept(again(joinOf("ada", 1, HERE), session("other"), 2, THERE));
    scene.refuse(FENCED, joinOf("ada", 1, HERE));
    scene.refuse(FENCED, joinOf("ada", 2, HERE));
  }

  @Test
  void aLateDoubleOfAJoinDoesNotBringBackWhoLeft() {
    scene.with("ada", "bob").accept(new RoomRequest.Leave(Commands.NAME, session("bob"), 1));
    scene.refuse(SESSION_EXPIRED, again(joinOf("bob", 1, HERE), session("other"), 2, HERE));
    assertFalse(scene.has("bob"));
  }

  @Test
  void anotherJoinOfTheSamePageIsAnotherSession() {
    scene.with("ada", "bob").accept(new RoomRequest.Leave(Commands.NAME, session("bob"), 1));
    Join old = joinOf("bob", 1, HERE);
    SessionId fresh = session("bob2");
    Join next =
        new Join(
            old.room(),
            fresh,
            old.instance(),
            id("rejoin"),
            2,
            HERE,
            Grant.OPEN,
            old.profile(),
            List.of(),
            session("bob"),
            List.of());

    assertEquals(fresh, scene.accept(next).session());
    assertEquals(List.of(RoomOp.Add.class), scene.ops());
  }

  @Test
  void aReloadIsOneReplaceAndKeepsTheRole() {
    scene.with("ada", "bob");
    scene.accept(replacing(joinOf("ada2", 1, THERE), session("ada")));

    assertEquals(List.of(RoomOp.Replace.class), scene.ops());
    assertFalse(scene.has("ada"));
    assertEquals(Role.OWNER, scene.member("ada2").role());
    assertEquals(2, scene.room.state().members().size());
    assertTrue(scene.last.hosts().contains(HERE), "the replaced session's node is told");
  }

  @Test
  void aRepeatedReplaceAnswersTheSame() {
    scene.with("ada", "bob");
    Join reload = replacing(joinOf("ada2", 1, THERE), session("ada"));
    scene.accept(reload);
    assertEquals(session("ada2"), scene.repeat(reload).session());
  }

  @Test
  void aNewMemberIsUpWithANewTag() {
    scene.with("ada");
    Member ada = scene.member("ada");
    scene.accept(again(joinOf("ada", 1, HERE), session("ada"), 2, HERE));
    assertEquals(Member.State.UP, ada.state());
    assertFalse(ada.tag().equals(scene.member("ada").tag()));
  }
}
