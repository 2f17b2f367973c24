package dev.parley.room.domain;

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

import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest.Command;
import dev.parley.protocol.bus.RoomRequest.Leave;
import dev.parley.protocol.bus.RoomRequest.Up;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store does in the first seconds of its life, when gateways may know more than it does. */
class SettleTest extends RestoreScene {
  private static final long SETTLE = Scene.RULES.settle().toMillis();

  private void loseTheStoreNow() {
    loseTheStore();
    scene.born = scene.now;
  }

  @Test
  void everythingElseIsUnavailable() {
    RoomState known = adaHereBobThere();
    loseTheStoreNow();
    nothingIsCarriedOut();
    restore(known, HERE);
    nothingIsCarriedOut();
    scene.now += SETTLE - 1;
    nothingIsCarriedOut();
  }

  private void nothingIsCarriedOut() {
    for (Command command :
        List.of(
            joinOf("cyd", 1, HERE),
            resumeOf("ada", 2, HERE),
            awayOf("ada", 1, HERE, null),
            new Leave(NAME, session("ada"), 1),
            updateOf("ada", "u7", "mic", "on"),
            kickOf("ada", "k7", "bob"),
            keyOf("ada", "s7", "topic", "bread"),
            policyOf("ada", "p7", 9))) {
      assertEquals(new RoomAnswer.Unavailable(), scene.give(command), command.toString());
      assertTrue(scene.last.isNone());
    }
  }

  @Test
  void afterItAllIsAsEver() {
    RoomState known = adaHereBobThere();
    loseTheStoreNow();
    restore(known, HERE);
    scene.now += SETTLE;
    scene.accept(resumeOf("ada", 2, THERE));
    scene.accept(joinOf("cyd", 1, HERE));
  }

  @Test
  void whoHasNotBeenRestoredYetIsNotExpired() {
    RoomState known = adaHereBobThere();
    loseTheStoreNow();
    Up up = new Up(NAME, session("bob"), 1, THERE);
    assertEquals(new RoomAnswer.Unavailable(), scene.give(up));
    restore(known, HERE);
    scene.accept(up);
    assertTrue(scene.entry("bob").isUp());
    scene.now += SETTLE;
    scene.refuse(ErrorCode.SESSION_EXPIRED, new Up(NAME, session("cyd"), 1, HERE));
  }

  @Test
  void nobodyIsJudged() {
    adaHereBobThere();
    scene.accept(awayOf("bob", 1, THERE, 0L));
    RoomState known = scene.room.state();
    loseTheStoreNow();
    restore(known, HERE);
    scene.expire();
    scene.lose(HERE);
    assertTrue(scene.has("bob") && scene.entry("ada").isUp());

    scene.now += SETTLE;
    scene.expire();
    scene.lose(HERE);
    assertFalse(scene.has("bob"));
    assertFalse(scene.entry("ada").isUp());
  }

  @Test
  void aRoomWithoutMembersDoesNotEnd() {
    scene.with("ada");
    scene.accept(keyOf("ada", "k1", "topic", "soup"));
    scene.accept(new Leave(NAME, session("ada"), 1));
    scene.now = scene.room.endsAt();
    scene.born = scene.now;
    scene.expire();
    assertTrue(scene.room.exists());
  }
}
