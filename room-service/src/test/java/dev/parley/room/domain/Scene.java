package dev.parley.room.domain;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.wire.ErrorCode;
import java.time.Duration;
import java.util.List;

/** A room and a clock: what a fact is told with. */
final class Scene {
  static final Rules RULES =
      new Rules(
          4,
          false,
          Duration.ofSeconds(45),
          Duration.ofMinutes(10),
          Duration.ofSeconds(60),
          Duration.ofHours(2),
          Duration.ofHours(24),
          Duration.ofSeconds(5));
  static final Hex64 EPOCH = new Hex64(7);

  long now = 1_000_000;

  /** When the store's life began. */
  long born;

  Room room;
  RoomChange last;
  private long drawn = 0x1000;

  Scene() {
    room = Room.absent(NAME, context());
  }

  Context context() {
    return new Context(RULES, now, EPOCH, now - born, () -> new Hex64(++drawn));
  }

  void pass(Duration time) {
    now += time.toMillis();
  }

  /** All come in at HERE, one after the other. */
  Scene with(String... people) {
    for (String person : people) {
      accept(joinOf(person, 1, HERE));
    }
    return this;
  }

  RoomAnswer give(RoomRequest.Command command) {
    return take(room.handle(command, context()));
  }

  void expire() {
    take(room.expire(context()));
  }

  void lose(NodeId node) {
    take(room.lose(node, context()));
  }

  private RoomAnswer take(RoomChange change) {
    last = change;
    room = change.next() == null ? Room.absent(NAME, context()) : change.next();
    return change.answer();
  }

  RoomAnswer.Accepted accept(RoomRequest.Command command) {
    return assertInstanceOf(RoomAnswer.Accepted.class, give(command));
  }

  void refuse(ErrorCode code, RoomRequest.Command command) {
    Room before = room;
    RoomAnswer.Refused refused = assertInstanceOf(RoomAnswer.Refused.class, give(command));
    assertEquals(code, refused.code());
    assertEquals(before, last.next());
    assertEquals(List.of(), last.changes().ops());
  }

  /** Accepted without a change. */
  RoomAnswer.Accepted repeat(RoomRequest.Command command) {
    Room before = room;
    RoomAnswer.Accepted accepted = accept(command);
    assertEquals(before, last.next());
    assertEquals(List.of(), last.changes().ops());
    return accepted;
  }

  Entry entry(String person) {
    return present(room.state().entry(session(person)));
  }

  Member member(String person) {
    return entry(person).member();
  }

  boolean waits(String person) {
    return room.state().waiting(session(person)) != null;
  }

  boolean has(String person) {
    return room.state().entry(session(person)) != null;
  }

  List<Class<?>> ops() {
    return last.changes().ops().stream().<Class<?>>map(RoomOp::getClass).toList();
  }

  private static <T> T present(T value) {
    assertNotNull(value);
    return value;
  }
}
