package dev.parley.room.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Random lives of a room. After every step its laws hold; the seed is the repetition. */
class RoomModelTest {
  private static final int STEPS = 400;

  @RepeatedTest(100)
  void theLawsHoldAfterEveryStep(RepetitionInfo repetition) {
    live(repetition.getCurrentRepetition());
  }

  @Test
  void randomLivesReachEveryRule() {
    List<RoomOp> ops = new ArrayList<>();
    for (int seed = 101; seed <= 120; seed++) {
      ops.addAll(live(seed));
    }
    for (RoomOp.Reason reason : RoomOp.Reason.values()) {
      assertTrue(
          ops.stream()
                  .filter(op -> op instanceof RoomOp.Remove gone && gone.reason() == reason)
                  .count()
              > 20,
          reason.name());
    }
    for (Class<?> kind : RoomOp.class.getPermittedSubclasses()) {
      assertTrue(ops.stream().filter(kind::isInstance).count() > 20, kind.getSimpleName());
    }
  }

  private static List<RoomOp> live(long seed) {
    Scene scene = new Scene();
    RandomLife life = new RandomLife(seed);
    Map<MadeBy, Made> made = new HashMap<>();
    List<RoomOp> ops = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      scene.now += life.pause();
      Command command = step(scene, life);
      new RoomLaws(command, scene.last, scene.now).hold();
      if (command != null) {
        aRepetitionChangesNothing(scene, command);
        oneJoinMakesOneSession(scene, command, made);
      }
      ops.addAll(scene.last.changes().ops());
    }
    return ops;
  }

  private static Command step(Scene scene, RandomLife life) {
    if (life.chance(0.1)) {
      scene.expire();
      return null;
    }
    if (life.chance(0.05)) {
      scene.lose(life.node());
      return null;
    }
    Command command = life.next(scene.room);
    scene.give(command);
    return command;
  }

  private static void aRepetitionChangesNothing(Scene scene, Command command) {
    RoomChange second = scene.room.handle(command, scene.context());
    assertTrue(second.isNone(), () -> "repeated, it changed something: " + command);
    if (scene.last.answer() instanceof RoomAnswer.Accepted once && !isAboutOneself(command)) {
      var twice =
          assertInstanceOf(
              RoomAnswer.Accepted.class,
              second.answer(),
              () -> "refused when repeated: " + command);
      assertEquals(once.session(), twice.session());
      assertEquals(once.offers(), twice.offers());
    }
  }

  /** Whoever removes themself is told so when they say it again. */
  private static boolean isAboutOneself(Command command) {
    return command instanceof RoomRequest.Moderate moderate
        && (moderate.what() instanceof Moderation.Close
            || (moderate.what() instanceof Moderation.OfMember act
                && act.target().equals(moderate.session())));
  }

  private record MadeBy(Hex64 incarnation, InstanceId instance, CommandId join) {}

  private record Made(SessionId session, long at) {}

  private static void oneJoinMakesOneSession(Scene scene, Command command, Map<MadeBy, Made> made) {
    if (command instanceof RoomRequest.Join join
        && scene.last.answer() instanceof RoomAnswer.Accepted accepted) {
      Hex64 incarnation = scene.room.state().incarnation();
      MadeBy key = new MadeBy(incarnation, join.instance(), join.id());
      Made old = made.putIfAbsent(key, new Made(accepted.session(), scene.now));
      assertTrue(
          old == null
              || old.session().equals(accepted.session())
              || old.at() + Scene.RULES.answers().toMillis() <= scene.now,
          () -> "one join made two sessions: " + join);
    }
  }
}
