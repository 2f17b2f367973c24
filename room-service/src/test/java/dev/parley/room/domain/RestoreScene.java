package dev.parley.room.domain;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.updateOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;

/** A room whose store loses it, or writes of it. */
abstract class RestoreScene {
  final Scene scene = new Scene();

  /** Ada is here, bob there; what the gateways have is what this answers. */
  RoomState adaHereBobThere() {
    scene.accept(joinOf("ada", 1, HERE, "o1"));
    scene.accept(joinOf("bob", 1, THERE, "o1"));
    scene.accept(updateOf("bob", "u1", "mic", "off"));
    scene.accept(keyOf("ada", "k1", "topic", "soup"));
    return scene.room.state();
  }

  void loseTheStore() {
    scene.room = Room.absent(NAME, scene.context());
  }

  /** Back to what the room was, as a store that lost its last writes. */
  void rollBack(Room earlier) {
    scene.room = earlier;
  }

  RoomState restore(RoomState known, NodeId node) {
    return restore(new Restore(NAME, known, node, false));
  }

  /** The same by a gateway that has seen the store behind what it knows. */
  RoomState restoreProven(RoomState known, NodeId node) {
    return restore(new Restore(NAME, known, node, true));
  }

  private RoomState restore(Restore restore) {
    return assertInstanceOf(RoomAnswer.Loaded.class, scene.give(restore)).state();
  }

  void changesNothing(RoomState known, NodeId node) {
    Room before = scene.room;
    restore(known, node);
    assertTrue(scene.last.isNone());
    assertEquals(before, scene.room);
  }
}
