package dev.parley.room.domain;

import static dev.parley.protocol.wire.ErrorCode.FORBIDDEN;
import static dev.parley.protocol.wire.ErrorCode.TOO_MANY_KEYS;
import static dev.parley.protocol.wire.ErrorCode.UNKNOWN_PEER;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.kickOf;
import static dev.parley.room.domain.Commands.page;
import static dev.parley.room.domain.Commands.policyOf;
import static dev.parley.room.domain.Commands.relayOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Scene.RULES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Limits;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Tombstone;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModerationTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void adaOwnsAndBobIsThere() {
    scene.with("ada", "bob");
  }

  @Test
  void aMemberDoesNotModerate() {
    scene.with("cyd");
    scene.refuse(FORBIDDEN, kickOf("bob", "c1", "cyd"));
    scene.refuse(FORBIDDEN, keyOf("bob", "c2", "topic", "soup"));
    scene.refuse(FORBIDDEN, policyOf("bob", "c3", 3));
  }

  @Test
  void aKickRemovesAndLeavesATombstone() {
    scene.accept(kickOf("ada", "k1", "bob"));
    Tombstone grave =
        new Tombstone(session("bob"), page("bob"), scene.now + RULES.tombstone().toMillis());
    assertEquals(
        List.of(new RoomOp.Remove(session("bob"), RoomOp.Reason.KICKED, grave)),
        scene.last.changes().ops());
    assertEquals(grave, scene.room.state().tombstones().get(session("bob")));
    assertFalse(scene.has("bob"));
  }

  @Test
  void aRepeatedKickChangesNothing() {
    scene.accept(kickOf("ada", "k1", "bob"));
    scene.repeat(kickOf("ada", "k1", "bob"));
    scene.repeat(kickOf("ada", "k2", "bob"));
  }

  @Test
  void whoIsUnknownCannotBeKicked() {
    scene.refuse(UNKNOWN_PEER, kickOf("ada", "k1", "eve"));
  }

  @Test
  void aKeyIsSetChangedAndRemoved() {
    scene.accept(keyOf("ada", "c1", "topic", "soup"));
    assertEquals("soup", scene.room.state().keys().get("topic").value());
    Hex64 tag = scene.room.state().keys().get("topic").tag();
    scene.accept(keyOf("ada", "c2", "topic", "cake"));
    KeyEntry changed = scene.room.state().keys().get("topic");
    assertEquals("cake", changed.value());
    assertFalse(tag.equals(changed.tag()));
    scene.accept(keyOf("ada", "c3", "topic", null));
    assertTrue(scene.room.state().keys().isEmpty());
  }

  @Test
  void aLateDoubleDoesNotSetARemovedKeyAgain() {
    scene.accept(keyOf("ada", "c1", "topic", "soup"));
    scene.accept(keyOf("ada", "c2", "topic", null));
    scene.repeat(keyOf("ada", "c1", "topic", "soup"));
    scene.repeat(keyOf("ada", "c2", "topic", null));
    assertTrue(scene.room.state().keys().isEmpty());
  }

  @Test
  void aRoomHasABoundedNumberOfKeys() {
    for (int i = 0; i < Limits.ROOM_KEYS; i++) {
      scene.accept(keyOf("ada", "c" + i, "k" + i, "v"));
    }
    scene.refuse(TOO_MANY_KEYS, keyOf("ada", "more", "one-more", "v"));
    scene.accept(keyOf("ada", "change", "k0", "w"));
    scene.accept(keyOf("ada", "remove", "k1", null));
    scene.accept(keyOf("ada", "again", "one-more", "v"));
  }

  @Test
  void thePolicyIsSetOnceACommand() {
    scene.accept(policyOf("ada", "c1", 3));
    assertEquals(List.of(RoomOp.SetPolicy.class), scene.ops());
    scene.accept(policyOf("ada", "c2", null));
    assertEquals(3, scene.room.state().policy().capacity());
    scene.accept(policyOf("ada", "c3", 4));
    scene.repeat(policyOf("ada", "c1", 3));
    assertEquals(4, scene.room.state().policy().capacity());
  }

  @Test
  void whatAChangeOfThePolicyDoesNotNameStays() {
    scene.accept(policyOf("ada", "c1", 3));
    scene.accept(relayOf("ada", "c2", true));
    assertEquals(3, scene.room.state().policy().capacity());
    scene.accept(policyOf("ada", "c3", 4));
    assertTrue(scene.room.state().policy().relay());
    scene.accept(relayOf("ada", "c4", false));
    assertFalse(scene.room.state().policy().relay());
  }
}
