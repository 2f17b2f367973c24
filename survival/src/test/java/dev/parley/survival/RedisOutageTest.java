package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.ProtocolClient;
import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Refusal;
import dev.parley.runtime.RedisProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The store is down, frozen, comes back empty or as it was a while ago: people go on talking, those
 * who lose their sockets come back meanwhile, who is new is told to try again, and when the store
 * is back all agree with it in seconds.
 */
@ExtendWith(SharedParley.class)
class RedisOutageTest {
  private static final int PEOPLE = 30;
  private static final int ROOMS = 3;
  private static final double AGREE_MS = Form.within(5_000);

  @Test
  void itIsDownAndComesBackWithAll(Parley parley) {
    play(parley, "Redis down", redis -> {}, RedisOutageTest::dies, RedisProcess::restart);
  }

  private static void dies(RedisProcess redis) {
    redis.ask("SAVE");
    redis.kill();
  }

  @Test
  void itIsFrozen(Parley parley) {
    play(parley, "Redis frozen", redis -> {}, RedisProcess::freeze, RedisProcess::thaw);
  }

  @Test
  void itComesBackEmpty(Parley parley) {
    play(parley, "Redis back empty", redis -> {}, RedisOutageTest::isLost, RedisProcess::restart);
  }

  private static void isLost(RedisProcess redis) {
    List<?> folder = (List<?>) redis.ask("CONFIG", "GET", "dir");
    try {
      Files.deleteIfExists(Path.of((String) folder.get(1), "dump.rdb"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    redis.kill();
  }

  @Test
  void itComesBackAsItWasBefore(Parley parley) {
    play(
        parley,
        "Redis back older",
        redis -> redis.ask("SAVE"),
        RedisProcess::kill,
        RedisProcess::restart);
  }

  private interface Deed {
    void to(RedisProcess redis);
  }

  /**
   * One outage.
   *
   * @param before everybody changes once more
   */
  private static void play(Parley parley, String what, Deed before, Deed begin, Deed end) {
    String name = what.toLowerCase(Locale.ROOT).replace(' ', '-');
    try (Meeting meeting = new Meeting(parley, name, PEOPLE, ROOMS)) {
      before.to(parley.redis());
      change(meeting, 1);
      meeting.converge();
      begin.to(parley.redis());
      change(meeting, 2);
      Times talked = meeting.talk();
      Set<SessionId> cut = cutHalf(meeting);
      Times talkedAgain = meeting.talk();
      ProtocolClient late = meeting.add(0);
      isToldToTryAgain(parley, name);
      assertTrue(meeting.negotiations().degraded() > 0, "nobody was let in on a ticket");
      end.to(parley.redis());
      long start = System.nanoTime();
      meeting.agree();
      double agreed = Times.msSince(start);
      meeting.converge();
      double converged = Times.msSince(start);
      meeting.crowd().await("who is new is in", late::isLive);
      meeting.converge();
      Results.tell(
          what,
          "set-up meanwhile %s; after half have lost their sockets %s; all agree with the store %s"
                  .formatted(talked, talkedAgain, Times.ms(agreed))
              + " after its return, and what was asked for meanwhile is done after %s"
                  .formatted(Times.ms(converged)),
          "agree within " + Times.ms(AGREE_MS));
      meeting.crowd().run(() -> cut.add(late.session()));
      check(meeting, cut, agreed);
    }
  }

  private static void change(Meeting meeting, int value) {
    meeting.crowd().run(() -> meeting.crowd().all().forEach(one -> one.set(value)));
  }

  /** Every other one loses the socket; returns when they are back, on their tickets alone. */
  private static Set<SessionId> cutHalf(Meeting meeting) {
    List<ProtocolClient> some = meeting.crowd().call(() -> meeting.crowd().all().toList());
    List<ProtocolClient> half = some.subList(0, some.size() / 2);
    Set<SessionId> cut = new HashSet<>();
    meeting.crowd().run(() -> half.forEach(one -> cut.add(one.session())));
    meeting.crowd().run(() -> half.forEach(ProtocolClient::cut));
    meeting.crowd().await("they are back", () -> half.stream().allMatch(ProtocolClient::isLive));
    return cut;
  }

  private static void isToldToTryAgain(Parley parley, String room) {
    Vertx vertx = Vertx.vertx();
    try {
      TestSocket socket = TestSocket.open(vertx, parley.gateways().getFirst().address().port());
      socket.send(
          new ClientFrame.Join(
              new CommandId("j1"),
              new InstanceId("somebody-new"),
              1,
              new RoomName(room + "-0"),
              ClusterPlan.SECRET,
              null,
              Values.NONE,
              List.of(),
              List.of()));
      Refusal refusal = socket.expectError(ErrorCode.UNAVAILABLE);
      assertNotNull(refusal.after(), refusal::toString);
    } finally {
      vertx.close().await();
    }
  }

  private static void check(Meeting meeting, Set<SessionId> cut, double agreed) {
    meeting.checkNothingIsLost(PEOPLE + 1);
    meeting
        .crowd()
        .run(() -> {
          Set<SessionId> falsely = new HashSet<>(meeting.negotiations().away());
          falsely.removeAll(cut);
          assertEquals(Set.of(), falsely, () -> meeting.negotiations().storyOf(falsely));
          meeting
              .crowd()
              .all()
              .filter(one -> one.value() != null)
              .forEach(one ->
                  assertEquals(
                      one.value(),
                      one.members().get(one.session()).profile().map().get("n").intValue()));
        });
    assertTrue(agreed <= AGREE_MS, Times.ms(agreed));
  }
}
