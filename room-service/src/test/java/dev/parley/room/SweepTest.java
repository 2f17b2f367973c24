package dev.parley.room;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.awayOf;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.room.domain.Context;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest extends ServiceScene {

  @Test
  void whoWasOnADeadNodeIsAwayAndThenRemoved() {
    Follower there = follow(THERE);
    accept(joinOf("ada", 1, HERE));
    RoomState both = accept(joinOf("bob", 1, THERE)).state();
    leases = alive(true, THERE);

    eventually(() -> there.after(both).entry(session("ada")) == null);
    assertEquals(
        List.of(RoomOp.Away.class, RoomOp.Remove.class, RoomOp.Update.class),
        there.changes().stream()
            .filter(changes -> changes.prev() >= both.rev())
            .flatMap(changes -> changes.ops().stream())
            .map(Object::getClass)
            .toList());
    assertEquals(room().state(), there.after(both));
    assertTrue(isUp("bob"));
  }

  @Test
  void whoResumesElsewhereIsNotLost() {
    accept(joinOf("ada", 1, HERE));
    leases = alive(true, THERE);
    eventually(() -> !isUp("ada"));
    accept(resumeOf("ada", 2, THERE));
    severalLooks();
    assertTrue(isUp("ada"));
    assertEquals(3, room().state().rev());
  }

  @Test
  void whileLeasesProveNothingNobodyIsJudged() {
    accept(joinOf("ada", 1, HERE));
    for (PresenceAnswer answer : List.of(alive(false), new PresenceAnswer.Unavailable())) {
      leases = answer;
      int before = asked.get();
      eventually(() -> asked.get() > before + 6);
      assertTrue(isUp("ada"));
    }
    leases = alive(true);
    eventually(() -> room() == null);
  }

  @Test
  void aGatewayThatHasJustComeIsNotTakenForADeadOne() {
    accept(joinOf("ada", 1, HERE));
    PresenceAnswer before = alive(true, HERE);
    RoomRequest.Join join = joinOf("bob", 1, THERE);
    onceAsked =
        () -> {
          Context context = new Context(QUICK.rules(), 0, EPOCH, Long.MAX_VALUE, () -> EPOCH);
          assertTrue(memory.save(room().handle(join, context)).result());
          leases = alive(true, HERE, THERE);
          return before;
        };
    eventually(() -> room().state().entry(session("bob")) != null);
    severalLooks();
    assertTrue(isUp("bob"));
    assertEquals(2, room().state().rev());
  }

  @Test
  void aPresenceServiceThatFailsDoesNotKeepDeadlinesWaiting() {
    accept(joinOf("ada", 1, HERE));
    accept(joinOf("bob", 1, HERE));
    leases = new PresenceAnswer.Noted(List.of());
    accept(awayOf("bob", 1, HERE, 0L));
    eventually(() -> room().state().entry(session("bob")) == null);
    assertTrue(isUp("ada"));
  }

  @Test
  void anOutageOfTheStoreDoesNotEndTheSweeps() {
    accept(joinOf("ada", 1, HERE));
    accept(joinOf("bob", 1, HERE));
    store.down = true;
    severalLooks();
    store.down = false;
    accept(awayOf("bob", 1, HERE, 0L));
    eventually(() -> room().state().entry(session("bob")) == null);
  }

  @Test
  void manyRoomsOfADeadNodeAreSweptTogether() {
    List<RoomName> names = IntStream.range(0, 30).mapToObj(i -> new RoomName("room" + i)).toList();
    names.forEach(name -> accept(joinInto(name)));
    leases = alive(true);
    eventually(() -> await(memory.nodes()).isEmpty());
    eventually(() -> await(memory.heads(names)).heads().isEmpty());
  }

  private static RoomRequest.Join joinInto(RoomName room) {
    RoomRequest.Join join = joinOf("ada", 1, HERE);
    return new RoomRequest.Join(
        room,
        join.session(),
        join.instance(),
        join.id(),
        join.generation(),
        join.node(),
        join.grant(),
        join.profile(),
        join.capabilities(),
        join.replaces(),
        join.offers());
  }

  @Test
  void whereNobodyIsNothingIsAsked() {
    severalLooks();
    assertEquals(0, asked.get());
    accept(joinOf("ada", 1, HERE));
    eventually(() -> asked.get() > 0);
    accept(new RoomRequest.Leave(LUNCH, session("ada"), 1));
    severalLooks();
    int before = asked.get();
    severalLooks();
    assertEquals(before, asked.get());
  }

  private void severalLooks() {
    int before = store.looks.get();
    eventually(() -> store.looks.get() > before + 6);
  }
}
