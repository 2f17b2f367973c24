package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.Attend;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserCommand;
import dev.parley.protocol.wire.UserNews;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the tests of presence have in common: two gateways, and what sockets say at them. */
abstract class PresenceScene extends TwoGateways {
  static final UserId ADA = new UserId("ada");
  static final UserId BOB = new UserId("bob@example.org");
  static final Values LUNCH = Say.values("is", "lunch");

  int sockets;

  Attend attend(@Nullable UserId user, @Nullable Values status) {
    sockets++;
    return new Attend(
        new CommandId("a1"), new InstanceId("instance-" + sockets), 1, null, user, status);
  }

  /** A socket that attends. */
  TestSocket attending(int gateway, UserId user) {
    TestSocket socket = house.socket(gateway);
    socket.send(attend(user, null));
    assertEquals(user, socket.expect(UserNews.Attending.class).user());
    return socket;
  }

  static UserCommand.Presence watch(UserId... users) {
    return new UserCommand.Presence(new CommandId("p1"), List.of(users), List.of(), null);
  }

  static UserCommand.Presence unwatch(UserId user) {
    return new UserCommand.Presence(new CommandId("p2"), List.of(), List.of(user), null);
  }

  static UserCommand.Presence say(Values status) {
    return new UserCommand.Presence(new CommandId("p3"), List.of(), List.of(), status);
  }

  static void ok(TestSocket socket, UserCommand.Presence command) {
    socket.send(command);
    assertEquals(command.id(), socket.expect(ServerFrame.Ok.class).id());
  }

  /** Waits until the socket is told that the user is like that; answers what it was told. */
  static Presence told(TestSocket socket, UserId user, int sessions, int calls) {
    return told(socket, user, now -> now.sessions() == sessions && now.calls() == calls);
  }

  static Presence told(TestSocket socket, UserId user, Predicate<Presence> right) {
    return socket
        .expect(
            UserNews.Presences.class,
            told -> told.users().containsKey(user) && right.test(told.users().get(user)))
        .users()
        .get(user);
  }

  static List<UserNews.Presences> news(TestSocket socket) {
    return socket.heardSoFar().stream()
        .filter(UserNews.Presences.class::isInstance)
        .map(UserNews.Presences.class::cast)
        .toList();
  }
}
