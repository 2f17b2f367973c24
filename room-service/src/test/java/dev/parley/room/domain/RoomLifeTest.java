package dev.parley.room.domain;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.kickOf;
import static dev.parley.room.domain.Commands.policyOf;
import static dev.parley.room.domain.Commands.relayOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Scene.RULES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.Json;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.bus.RoomRequest.Command;
import dev.parley.protocol.bus.RoomRequest.Leave;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomLifeTest {
  private final Scene scene = new Scene();

  private static Leave leave(String person) {
    return new Leave(NAME, session(person), 1);
  }

  @Test
  void whenTheLastModeratorGoesTheLongestPresentIsOne() {
    scene.with("ada", "bob", "cyd").accept(leave("ada"));

    assertEquals(List.of(RoomOp.Remove.class, RoomOp.Update.class), scene.ops());
    assertEquals(Role.MODERATOR, scene.member("bob").role());
    assertEquals(Role.MEMBER, scene.member("cyd").role());
  }

  @Test
  void oneWhoIsUpIsPreferred() {
    scene.with("ada", "bob", "cyd").accept(awayOf("bob", 1, HERE, null));
    scene.accept(leave("ada"));
    assertEquals(Role.MODERATOR, scene.member("cyd").role());
  }

  @Test
  void oneWhoIsAwayIsBetterThanNobody() {
    scene.with("ada", "bob").accept(awayOf("bob", 1, HERE, 600_000L));
    scene.accept(leave("ada"));
    assertEquals(Role.MODERATOR, scene.member("bob").role());
    assertEquals(scene.now + 600_000, scene.member("bob").until());
  }

  @Test
  void aModeratorThatIsAwayStillIsOne() {
    scene.with("ada", "bob").accept(awayOf("ada", 1, HERE, null));
    assertEquals(List.of(RoomOp.Away.class), scene.ops());
    assertEquals(Role.MEMBER, scene.member("bob").role());
  }

  @Test
  void theHeirOfAnExpiredOwnerIsMadeInTheSameStep() {
    scene.with("ada", "bob").accept(awayOf("ada", 1, HERE, null));
    scene.pass(RULES.away());
    scene.expire();
    assertEquals(List.of(RoomOp.Remove.class, RoomOp.Update.class), scene.ops());
    assertEquals(Role.MODERATOR, scene.member("bob").role());
  }

  @Test
  void aRoomEndsWithItsLastMember() {
    Hex64 incarnation = scene.with("ada").room.state().incarnation();
    assertNull(scene.accept(leave("ada")).state());

    assertNull(scene.last.next());
    assertFalse(scene.last.isNone());
    assertEquals(2, scene.last.changes().rev());
    assertEquals(Set.of(HERE), scene.last.hosts());

    scene.with("bob");
    assertNotEquals(incarnation, scene.room.state().incarnation());
    assertEquals(1, scene.room.state().rev());
  }

  @Test
  void aRoomWithAKeyATombstoneOrAPolicyOutlivesItsLastMember() {
    for (Command mark :
        List.of(
            keyOf("ada", "c1", "topic", "soup"),
            kickOf("ada", "c1", "bob"),
            policyOf("ada", "c1", 3),
            relayOf("ada", "c1", true))) {
      Scene kept = new Scene().with("ada", "bob");
      kept.accept(mark);
      kept.accept(leave("bob"));
      kept.accept(leave("ada"));

      assertEquals(kept.now + RULES.empty().toMillis(), kept.room.due());
      kept.pass(RULES.empty().minusMillis(1));
      kept.expire();
      assertTrue(kept.last.isNone());
      kept.pass(Duration.ofMillis(1));
      kept.expire();
      assertFalse(kept.last.isNone());
      assertNull(kept.last.next());
      assertEquals(List.of(), kept.last.changes().ops());
    }
  }

  @Test
  void whoComesBackInTimeFindsTheRoomAsItWas() {
    scene.with("ada").accept(keyOf("ada", "c1", "topic", "soup"));
    scene.accept(leave("ada"));
    scene.pass(RULES.empty().minusMillis(1));
    scene.accept(joinOf("bob", 1, HERE));

    assertEquals("soup", scene.room.state().keys().get("topic").value());
    assertEquals(Role.OWNER, scene.member("bob").role());
    assertEquals(4, scene.room.state().rev());
    assertNull(scene.room.due());
  }

  @Test
  void aRemovedKeyKeepsNoRoom() {
    scene.with("ada").accept(keyOf("ada", "c1", "topic", "soup"));
    scene.accept(keyOf("ada", "c2", "topic", null));
    scene.accept(leave("ada"));
    assertNull(scene.last.next());
  }

  @Test
  void aRoomSurvivesJson() {
    scene.with("ada", "bob", "cyd").accept(keyOf("ada", "c1", "topic", "soup"));
    scene.accept(awayOf("bob", 1, HERE, null));
    scene.accept(kickOf("ada", "c2", "cyd"));
    Room read = Json.read(Json.write(scene.room), Room.class);
    assertEquals(scene.room, read);
    assertEquals(
        List.copyOf(scene.room.state().members().keySet()),
        List.copyOf(read.state().members().keySet()));
    assertNotNull(read.due());
  }
}
