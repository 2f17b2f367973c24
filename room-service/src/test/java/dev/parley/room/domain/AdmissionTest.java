package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.KICKED;
import static dev.parley.protocol.wire.ErrorCode.ROOM_FULL;
import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.kickOf;
import static dev.parley.room.domain.Commands.policyOf;
import static dev.parley.room.domain.Commands.replacing;
import static dev.parley.room.domain.Commands.session;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Scene scene = new Scene();

  @Test
  void aFullRoomTakesNobodyMore() {
    scene.with("ada", "bob", "cyd", "dan");
    scene.refuse(ROOM_FULL, joinOf("eve", 1, HERE));
    scene.repeat(joinOf("dan", 1, HERE));
  }

  @Test
  void whoIsAwayKeepsTheirPlace() {
    scene.with("ada", "bob", "cyd", "dan").accept(awayOf("dan", 1, HERE, null));
    scene.refuse(ROOM_FULL, joinOf("eve", 1, HERE));
  }

  @Test
  void aReloadFitsIntoAFullRoom() {
    scene.with("ada", "bob", "cyd", "dan");
    scene.accept(policyOf("ada", "p1", 2));
    scene.accept(replacing(joinOf("dan2", 1, HERE), session("dan")));
    assertEquals(4, scene.room.state().members().size());
  }

  @Test
  void thePolicySaysHowManyFit() {
    scene.with("ada", "bob").accept(policyOf("ada", "p1", 2));
    scene.refuse(ROOM_FULL, joinOf("cyd", 1, HERE));
    scene.accept(policyOf("ada", "p2", 3));
    scene.accept(joinOf("cyd", 1, HERE));
  }

  @Test
  void thePageOfSomebodyKickedStaysOut() {
    scene.with("ada", "bob").accept(kickOf("ada", "k1", "bob"));
    scene.refuse(KICKED, joinOf("bob", 2, THERE));
  }

  @Test
  void aKickedSessionIsNotReplaced() {
    scene.with("ada", "bob").accept(kickOf("ada", "k1", "bob"));
    scene.refuse(KICKED, replacing(joinOf("newpage", 1, HERE), session("bob")));
  }

  @Test
  void whoWasKickedMayComeWhenTheTicketIsOver() {
    scene.with("ada", "bob").accept(kickOf("ada", "k1", "bob"));
    scene.pass(Scene.RULES.tombstone().minusMillis(1));
    scene.refuse(KICKED, joinOf("bob", 2, HERE));
    scene.pass(Duration.ofMillis(1));
    scene.accept(joinOf("bob", 2, HERE));
    assertEquals(Map.of(), scene.room.state().tombstones());
  }
}
