package dev.parley.room;

import static dev.parley.room.domain.Commands.HERE;
import static dev.parley.room.domain.Commands.THERE;
import static dev.parley.room.domain.Commands.joinOf;
import static dev.parley.room.domain.Commands.keyOf;
import static dev.parley.room.domain.Commands.resumeOf;
import static dev.parley.room.domain.Commands.session;
import static dev.parley.room.domain.Commands.updateOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.room.domain.Context;
import dev.parley.room.domain.RoomChange;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoomServiceTest extends ServiceScene {

  @Test
  void ofFiftyWhoJoinAtOnceAllComeIn() {
    Follower here = follow(HERE);
    RoomState first = accept(joinOf("person0", 1, HERE)).state();
    List<Future<RoomAnswer.Accepted>> joins = new ArrayList<>();
    for (int i = 1; i < 50; i++) {
      joins.add(insist(joinOf("person" + i, 1, i % 2 == 0 ? HERE : THERE)));
    }
    await(Future.all(joins));

    assertEquals(50, room().state().members().size());
    assertEquals(50, room().state().rev());
    assertEquals(49, joins.stream().map(join -> join.result().state().rev()).distinct().count());
    eventually(() -> here.after(first).rev() == 50);
    assertEquals(room().state(), here.after(first));
    assertEquals(50, here.changes().size(), "each revision is told once");
  }

  @Test
  void aStepThatCameTooLateIsComputedAnew() {
    accept(joinOf("ada", 1, HERE));
    intrude(1);
    RoomAnswer.Accepted accepted = accept(joinOf("bob", 1, THERE));

    assertEquals(3, accepted.state().rev());
    assertEquals(
        List.of(session("ada"), session("intruder1"), session("bob")),
        List.copyOf(room().state().members().keySet()));
  }

  @Test
  void whoIsAlwaysTooLateIsToldSo() {
    accept(joinOf("ada", 1, HERE));
    AtomicInteger intruders = intrude(1_000);
    assertEquals(new RoomAnswer.Unavailable(), ask(joinOf("bob", 1, THERE)));
    assertEquals(8, intruders.get());
    assertNull(room().state().entry(session("bob")));
  }

  /** The next steps that are saved find that somebody came in just before. */
  private AtomicInteger intrude(int times) {
    AtomicInteger intruders = new AtomicInteger();
    store.beforeSave =
        change -> {
          if (intruders.get() < times) {
            Context context =
                new Context(
                    QUICK.rules(), 0, EPOCH, Long.MAX_VALUE, () -> new Hex64(intruders.get()));
            String name = "intruder" + intruders.incrementAndGet();
            RoomChange step = room().handle(joinOf(name, 1, THERE), context);
            assertTrue(memory.save(step).result());
          }
        };
    return intruders;
  }

  @Test
  void theNodesOfARoomHearWhatHappensInIt() {
    Follower here = follow(HERE);
    Follower there = follow(THERE);
    RoomState one = accept(joinOf("ada", 1, HERE)).state();
    RoomState two = accept(joinOf("bob", 1, THERE)).state();
    accept(updateOf("ada", "u1", "mic", "off"));
    accept(new RoomRequest.Leave(LUNCH, session("bob"), 1));

    eventually(() -> here.after(one).rev() == 4 && there.after(two).rev() == 4);
    assertEquals(room().state(), here.after(one));
    assertEquals(room().state(), there.after(two));
    accept(updateOf("ada", "u2", "mic", "on"));
    eventually(() -> here.after(one).rev() == 5);
    assertEquals(3, there.changes().size(), "a node without members is left alone");
  }

  @Test
  void theNodeThatASessionLeftIsTold() {
    Follower here = follow(HERE);
    accept(joinOf("ada", 1, HERE));
    assertEquals(HERE, accept(resumeOf("ada", 2, THERE)).previous());
    eventually(() -> !here.fences().isEmpty());
    assertEquals(List.of(new NodeMessage.Fence(LUNCH, session("ada"), 2)), here.fences());
  }

  @Test
  void whatIsRefusedTellsNobody() {
    Follower here = follow(HERE);
    RoomState before = accept(joinOf("ada", 1, HERE)).state();
    assertEquals(
        new RoomAnswer.Refused(EPOCH, ErrorCode.FENCED, before), ask(resumeOf("ada", 1, THERE)));
    accept(updateOf("ada", "u1", "mic", "off"));
    eventually(() -> here.after(before).rev() == 2);
    assertEquals(2, here.changes().size());
  }

  @Test
  void aRoomIsShownAsItIs() {
    assertEquals(new RoomAnswer.Loaded(EPOCH, null, null), ask(new RoomRequest.Load(LUNCH)));
    RoomState state = accept(joinOf("ada", 1, HERE)).state();
    assertEquals(new RoomAnswer.Loaded(EPOCH, state, null), ask(new RoomRequest.Load(LUNCH)));
    assertEquals(
        new RoomAnswer.Heads(EPOCH, Map.of(LUNCH, state.head())),
        ask(new RoomRequest.Heads(List.of(LUNCH, new RoomName("nowhere")))));
  }

  @Test
  void whoMissedSomethingGetsItOrTheWholeRoom() {
    RoomState old = accept(joinOf("ada", 1, HERE)).state();
    RoomState present = accept(joinOf("bob", 1, HERE)).state();
    RoomAnswer.Loaded missed = since(old.incarnation(), 1);
    assertEquals(present, old.apply(missed.changes()));
    assertEquals(present, missed.state());
    assertEquals(new RoomAnswer.Loaded(EPOCH, present, null), since(new Hex64(99), 1));
  }

  private RoomAnswer.Loaded since(Hex64 incarnation, long rev) {
    return assertInstanceOf(
        RoomAnswer.Loaded.class, ask(new RoomRequest.Since(LUNCH, incarnation, rev)));
  }

  @Test
  void everythingIsUnavailableWhileTheStoreIsSilent() {
    RoomState state = accept(joinOf("ada", 1, HERE)).state();
    store.down = true;
    for (RoomRequest question :
        List.of(
            joinOf("bob", 1, HERE),
            updateOf("ada", "u1", "mic", "off"),
            new RoomRequest.Load(LUNCH),
            new RoomRequest.Since(LUNCH, state.incarnation(), 1),
            new RoomRequest.Heads(List.of(LUNCH)))) {
      assertEquals(new RoomAnswer.Unavailable(), ask(question), question.toString());
    }
    store.down = false;
    accept(joinOf("bob", 1, HERE));
  }

  @Test
  void aRestoredRoomIsToldToAllWhoHostItByAGap() {
    accept(joinOf("ada", 1, HERE));
    RoomState known = accept(joinOf("bob", 1, THERE)).state();
    accept(new RoomRequest.Leave(LUNCH, session("bob"), 1));
    accept(new RoomRequest.Leave(LUNCH, session("ada"), 1));
    assertNull(room());
    Follower there = follow(THERE);
    store.age = 0;

    assertEquals(new RoomAnswer.Unavailable(), ask(joinOf("cyd", 1, HERE)));
    RoomAnswer answer = ask(new RoomRequest.Restore(LUNCH, known, HERE, false));
    RoomState back = room().state();
    assertEquals(new RoomAnswer.Loaded(EPOCH, back, null), answer);
    RoomChanges gap = new RoomChanges(back.incarnation(), back.rev(), back.rev(), List.of());
    eventually(() -> there.changes().equals(List.of(gap)));

    ask(new RoomRequest.Restore(LUNCH, known, THERE, false));
    eventually(() -> there.changes().size() == 2);
    assertEquals(room().state(), there.after(back));
    store.age = Long.MAX_VALUE;
    accept(joinOf("cyd", 1, HERE));
  }

  @Test
  void aCommandThatMakesNoSenseHarmsNobody() {
    accept(joinOf("ada", 1, HERE));
    assertEquals(
        new RoomAnswer.Unavailable(), ask(new RoomRequest.Up(LUNCH, session("ada"), 9, null)));
    accept(keyOf("ada", "c2", "topic", "soup"));
  }
}
