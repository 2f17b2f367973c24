package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.BAD_FIELD;
import static dev.parley.protocol.wire.ErrorCode.FENCED;
import static dev.parley.protocol.wire.ErrorCode.KICKED;
import static dev.parley.protocol.wire.ErrorCode.SESSION_EXPIRED;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.id;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.kickOf;
import static dev.parley.room.domain.Commands.policyOf;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Commands.updateOf;
import static dev.parley.room.domain.Scene.RULES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.RoomRequest.Command;
import dev.parley.protocol.bus.RoomRequest.Update;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemberCommandsTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void adaOwnsAndBobIsThere() {
    scene.with("ada", "bob");
  }

  private List<Command> commandsOf(String person, String id) {
    return List.of(
        updateOf(person, id, "mic", "off"),
        kickOf(person, id, "bob"),
        keyOf(person, id, "topic", "soup"),
        policyOf(person, id, 3));
  }

  @Test
  void anUpdateIsMergedIntoTheProfile() {
    scene.accept(updateOf("bob", "u1", "mic", "off"));
    scene.accept(
        new Update(
            NAME,
            session("bob"),
            id("u2"),
            1,
            Commands.profile("hand", "up"),
            List.of("mic", "x")));

    Values profile = scene.member("bob").profile();
    assertEquals("bob", profile.string("name"));
    assertEquals("up", profile.string("hand"));
    assertNull(profile.string("mic"));
    assertEquals(List.of(RoomOp.Update.class), scene.ops());
  }

  @Test
  void aRepeatedUpdateChangesNothing() {
    scene.accept(updateOf("bob", "u1", "mic", "off"));
    scene.repeat(updateOf("bob", "u1", "mic", "off"));
    assertEquals(id("u1"), scene.entry("bob").seat().lastCommand());
  }

  @Test
  void aLateDoubleDoesNotUndoANewerUpdate() {
    scene.accept(updateOf("bob", "u1", "mic", "off"));
    scene.accept(updateOf("bob", "u2", "mic", "on"));
    scene.repeat(updateOf("bob", "u1", "mic", "off"));
    assertEquals("on", scene.member("bob").profile().string("mic"));
  }

  @Test
  void theLastUpdateIsRememberedForAsLongAsTheMember() {
    scene.accept(updateOf("bob", "u1", "mic", "off"));
    scene.pass(RULES.answers().multipliedBy(2));
    scene.repeat(updateOf("bob", "u1", "mic", "off"));
  }

  @Test
  void twoPagesMayUseTheSameId() {
    scene.accept(updateOf("ada", "c1", "mic", "off"));
    scene.accept(updateOf("bob", "c1", "mic", "off"));
    assertEquals("off", scene.member("bob").profile().string("mic"));
  }

  @Test
  void aProfileThatGrowsTooLargeIsRefused() {
    scene.accept(updateOf("bob", "u1", "a", "x".repeat(400)));
    scene.refuse(BAD_FIELD, updateOf("bob", "u2", "b", "é".repeat(100)));
    scene.accept(updateOf("bob", "u3", "a", "y".repeat(400)));
  }

  @Test
  void aCommandOfAnOlderSocketIsFenced() {
    scene.accept(resumeOf("bob", 2, THERE));
    scene.accept(resumeOf("ada", 2, THERE));
    commandsOf("ada", "c1").forEach(command -> scene.refuse(FENCED, command));
    scene.refuse(FENCED, updateOf("bob", "c1", "mic", "off"));
  }

  @Test
  void whoIsNotInTheRoomHasNoSay() {
    commandsOf("eve", "c1").forEach(command -> scene.refuse(SESSION_EXPIRED, command));
  }

  @Test
  void whoWasKickedHasNoSay() {
    scene.accept(kickOf("ada", "k1", "bob"));
    commandsOf("bob", "c1").forEach(command -> scene.refuse(KICKED, command));
  }

  @Test
  void aCommandIsForgottenAfterAWhile() {
    scene.accept(keyOf("ada", "c1", "topic", "soup"));
    scene.pass(RULES.answers());
    scene.accept(keyOf("ada", "c2", "topic", "cake"));
    assertEquals(List.of(id("c2")), scene.room.answered().stream().map(Answered::id).toList());
  }

  @Test
  void aBusyPageDoesNotMakeOthersForgotten() {
    scene.accept(keyOf("ada", "first", "topic", "soup"));
    for (int i = 0; i < 100; i++) {
      scene.accept(updateOf("bob", "u" + i, "n", "" + i));
    }
    scene.repeat(keyOf("ada", "first", "topic", "soup"));
    assertTrue(scene.room.answered().size() < 20, "what is remembered of a page is bounded");
  }
}
