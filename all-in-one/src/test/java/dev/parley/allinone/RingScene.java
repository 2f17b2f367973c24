package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.Attend;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.RingAnswer;
import dev.parley.protocol.wire.RingReason;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserCommand;
import dev.parley.protocol.wire.UserNews;
import java.util.List;

/** What the tests of rings have in common: two gateways, and what sessions say at them. */
abstract class RingScene extends TwoGateways {
  static final UserId ADA = new UserId("ada");
  static final UserId BOB = new UserId("bob");
  static final RoomName ROOM = new RoomName("team-lunch");
  static final Values WHY = Say.values("why", "soup");

  /** One session of a user, at a gateway. */
  record Person(TestSocket socket, SessionId session) {
    <T extends ServerFrame> T hears(Class<T> type) {
      return socket.expect(type);
    }
  }

  Person attending(int gateway, UserId user, String page) {
    TestSocket socket = house.socket(gateway);
    InstanceId instance = new InstanceId("instance-" + page);
    socket.send(new Attend(new CommandId("a1"), instance, 1, null, user, null));
    return new Person(socket, socket.expect(UserNews.Attending.class).session());
  }

  /** That session of Ada's, which knows that so many of Bob's are there. */
  Person ada(int bobs) {
    Person ada = attending(0, ADA, "ada");
    watchesBob(ada);
    isTold(ada, bobs);
    return ada;
  }

  static void watchesBob(Person ada) {
    List<UserId> watch = List.of(BOB);
    ada.socket().send(new UserCommand.Presence(new CommandId("p1"), watch, List.of(), null));
  }

  /** Waits until that watcher knows that so many sessions of Bob's are there. */
  static void isTold(Person ada, int bobs) {
    ada.socket().expect(UserNews.Presences.class, told -> sessions(told) == bobs);
  }

  static int sessions(UserNews.Presences told) {
    return told.users().getOrDefault(BOB, Presence.NONE).sessions();
  }

  static UserCommand.Ring ring(String id) {
    return new UserCommand.Ring(new CommandId(id), BOB, ROOM, WHY);
  }

  static RingId rings(Person ada, String id, int sessions) {
    ada.socket().send(ring(id));
    UserNews.Rung rung = ada.hears(UserNews.Rung.class);
    assertEquals(new CommandId(id), rung.id());
    assertEquals(sessions, rung.sessions());
    return rung.ring();
  }

  static void say(Person person, RingId ring, RingAnswer answer, String id) {
    person.socket().send(new UserCommand.Answer(new CommandId(id), ring, answer));
  }

  static void says(Person person, RingId ring, RingAnswer answer) {
    say(person, ring, answer, "c1");
    assertEquals(new CommandId("c1"), ok(person));
  }

  /** Ends it; the answer and the end may come in either order. */
  static void ends(Person person, RingId ring, RingAnswer answer, RingReason reason) {
    say(person, ring, answer, "c1");
    assertEquals(
        new UserNews.RingEnded(ring, reason, person.session()), endAndOk(person.socket(), "c1"));
  }

  static UserNews.RingEnded endAndOk(TestSocket socket, String id) {
    UserNews.RingEnded end = null;
    boolean ok = false;
    while (end == null || !ok) {
      switch (socket.expect(ServerFrame.class)) {
        case UserNews.RingEnded heard -> end = heard;
        case ServerFrame.Ok answer -> ok = answer.id().equals(new CommandId(id));
        case Refusal error -> throw new AssertionError(error.toString());
        case ServerFrame other -> {}
      }
    }
    return end;
  }

  static CommandId ok(Person person) {
    return person.hears(ServerFrame.Ok.class).id();
  }

  static void hearsEnd(Person person, RingId ring, RingReason reason, SessionId by) {
    assertEquals(new UserNews.RingEnded(ring, reason, by), person.hears(UserNews.RingEnded.class));
  }
}
