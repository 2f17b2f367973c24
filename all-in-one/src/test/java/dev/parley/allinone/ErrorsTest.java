package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ClientFrame.Moderate.Action;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every error of the table, provoked through the socket; what it says, and what it closes. Longer
 * than the limit because it is that table: one short scene for each code.
 */
class ErrorsTest {
  private House house;
  private HeldBus bus;
  private TestSocket socket;

  @AfterEach
  void close() {
    if (house != null) {
      house.close();
    }
  }

  private void open(String... settings) {
    Map<String, String> environment =
        settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
    house = House.open(environment, sound -> bus = new HeldBus(sound));
    socket = house.socket(0);
  }

  private ServerFrame.Joined joined() {
    open();
    return Say.joined(socket, "ada");
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyErrorIsSaidThroughTheSocket(ErrorCode code) {
    provoke(code);

    ServerFrame.Refusal error = socket.expectError(code);
    assertEquals(code.retry(), error.retry());
    assertTrue(error.message().length() > 5, error.message());
    if (code.close() != null) {
      socket.expectClose(code.close());
    } else {
      socket.send(new ClientFrame.Ping(5));
      assertEquals(5, socket.expect(ServerFrame.Pong.class).n());
    }
  }

  private void provoke(ErrorCode code) {
    switch (code) {
      case BAD_FRAME -> badFrame();
      case TOO_LARGE -> tooLarge();
      case UNKNOWN_TYPE -> unknownType();
      case BAD_FIELD -> badField();
      case JOIN_FIRST -> joinFirst();
      case ALREADY_JOINED -> alreadyJoined();
      case JOIN_TIMEOUT -> open("PARLEY_JOIN_TIMEOUT", "100ms");
      case BAD_SECRET -> badSecret();
      case FORBIDDEN -> forbidden();
      case ROOM_FULL -> roomFull();
      case TOO_MANY_KEYS -> tooManyKeys();
      case UNKNOWN_PEER -> unknownPeer();
      case SESSION_EXPIRED -> sessionExpired();
      case SESSION_TAKEN -> sessionTaken();
      case FENCED -> fenced();
      case KICKED -> kicked();
      case COMMAND_PENDING -> commandPending();
      case RATE_LIMITED -> rateLimited();
      case UNAVAILABLE -> unavailable();
      case INTERNAL -> internal();
    }
  }

  private void badFrame() {
    open();
    socket.say("[]");
  }

  private void tooLarge() {
    open();
    socket.say(" ".repeat(Limits.CLIENT_FRAME + 1));
  }

  private void unknownType() {
    open();
    socket.say("{\"type\":\"telepathy\"}");
  }

  private void badField() {
    open();
    socket.say("{\"type\":\"ping\",\"n\":\"one\"}");
  }

  private void joinFirst() {
    open();
    socket.send(Say.signal(new SessionId("somebody"), 1, "{}"));
  }

  private void alreadyJoined() {
    joined();
    socket.send(Say.join("ada"));
  }

  private void badSecret() {
    open("PARLEY_ROOM_SECRET", "open-sesame");
    socket.send(Say.join("ada"));
  }

  private void forbidden() {
    ServerFrame.Joined owner = joined();
    socket = house.socket(0);
    Say.joined(socket, "bob");
    moderate("m1", Action.KICK, owner.session(), null);
  }

  private void roomFull() {
    open("PARLEY_ROOM_CAPACITY", "1");
    Say.joined(house.socket(0), "ada");
    socket.send(Say.join("bob"));
  }

  private void tooManyKeys() {
    joined();
    for (int n = 0; n < Limits.ROOM_KEYS; n++) {
      moderate("m" + n, Action.KEY, null, "key" + n);
      socket.expect(ServerFrame.Ok.class);
    }
    moderate("one-more", Action.KEY, null, "another");
  }

  private void unknownPeer() {
    joined();
    moderate("m1", Action.KICK, new SessionId("nobody-here"), null);
  }

  private void sessionExpired() {
    ServerFrame.Joined joined = joined();
    socket = house.socket(0);
    socket.send(Say.resume("ada", "1.00000000.AAAA", joined, 2));
  }

  private void sessionTaken() {
    ServerFrame.Joined joined = joined();
    socket = house.socket(0);
    socket.send(Say.resume("another", joined, 2));
  }

  private void fenced() {
    ServerFrame.Joined joined = joined();
    TestSocket newer = house.socket(0);
    newer.send(Say.resume("ada", joined, 2));
  }

  private void kicked() {
    joined();
    TestSocket owner = socket;
    socket = house.socket(0);
    ServerFrame.Joined bob = Say.joined(socket, "bob");
    owner.send(
        new ClientFrame.Moderate(
            new CommandId("m1"), Action.KICK, bob.session(), null, null, null));
  }

  private void commandPending() {
    joined();
    bus.hold();
    socket.send(Say.update("c1", "mic", "off"));
    socket.send(Say.update("c2", "mic", "on"));
  }

  private void rateLimited() {
    open("PARLEY_COMMANDS_PER_SECOND", "1");
    Say.joined(socket, "ada");
    for (int n = 0; n < 40; n++) {
      socket.send(new ClientFrame.Ice(new CommandId("c" + n)));
    }
  }

  private void unavailable() {
    open();
    house.stop("rooms");
    socket.send(Say.join("ada"));
  }

  private void internal() {
    open();
    bus.breakDown();
    socket.send(Say.join("ada"));
  }

  private void moderate(String id, Action action, SessionId session, String key) {
    socket.send(
        new ClientFrame.Moderate(
            new CommandId(id), action, session, key, key == null ? null : "value", null));
  }

  @Test
  void errorsThatPassSayHowLongToWait() {
    open("PARLEY_COMMANDS_PER_SECOND", "1");
    Say.joined(socket, "ada");
    for (int n = 0; n < 40; n++) {
      socket.send(new ClientFrame.Ice(new CommandId("c" + n)));
    }
    ServerFrame.Refusal limited = socket.expectError(ErrorCode.RATE_LIMITED);
    assertNotNull(limited.id());
    assertTrue(limited.after() >= 1 && limited.after() <= 1_000, limited::toString);
    house.stop("rooms");
    TestSocket late = house.socket(0);
    late.send(Say.join("bob"));
    assertTrue(late.expectError(ErrorCode.UNAVAILABLE).after() > 0);
  }

  @Test
  void whoeverGoesOnBreakingALimitIsClosed() {
    open("PARLEY_REFUSALS_PER_SECOND", "1");
    for (int n = 0; n < 20; n++) {
      socket.say("{\"type\":\"telepathy\"}");
    }
    socket.expectClose(CloseCode.LIMIT);
  }

  @Test
  void anAddressThatJoinsTooOftenWaits() {
    open("PARLEY_JOINS_PER_SECOND", "1");
    List<TestSocket> sockets = Stream.generate(() -> house.socket(0)).limit(40).toList();
    for (int n = 0; n < sockets.size(); n++) {
      sockets.get(n).send(joinElsewhere(n));
    }
    List<ServerFrame> answers =
        sockets.stream().map(each -> each.expect(ServerFrame.class, this::isAnswer)).toList();
    assertTrue(answers.stream().filter(ServerFrame.Joined.class::isInstance).count() >= 10);
    List<ServerFrame.Refusal> refused =
        answers.stream()
            .filter(ServerFrame.Refusal.class::isInstance)
            .map(ServerFrame.Refusal.class::cast)
            .toList();
    assertTrue(!refused.isEmpty());
    for (ServerFrame.Refusal error : refused) {
      assertEquals(ErrorCode.RATE_LIMITED, error.code());
      assertTrue(error.after() > 0);
    }
  }

  private boolean isAnswer(ServerFrame frame) {
    return !(frame instanceof ServerFrame.Ping);
  }

  private static ClientFrame.Join joinElsewhere(int n) {
    return new ClientFrame.Join(
        new CommandId("j1"),
        new InstanceId("instance-" + n),
        1,
        new RoomName("room-" + n),
        null,
        null,
        Values.NONE,
        List.of(),
        List.of());
  }

  @Test
  void aRefusedJoinMayBeTriedAgainOnTheSameSocket() {
    open("PARLEY_ROOM_SECRET", "open-sesame");
    socket.send(Say.join("ada"));
    socket.expectError(ErrorCode.BAD_SECRET);
    socket.send(withSecret("open-sesamE"));
    socket.expectError(ErrorCode.BAD_SECRET);
    socket.send(withSecret("open-sesame"));
    socket.expect(ServerFrame.Joined.class);
  }

  private static ClientFrame.Join withSecret(String secret) {
    ClientFrame.Join join = Say.join("ada");
    return new ClientFrame.Join(
        join.id(),
        join.instance(),
        1,
        join.room(),
        secret,
        null,
        join.profile(),
        List.of(),
        List.of());
  }

  @Test
  void whoIsKickedStaysOut() {
    ServerFrame.Joined owner = joined();
    TestSocket bob = house.socket(0);
    ServerFrame.Joined b = Say.joined(bob, "bob");
    moderate("m1", Action.KICK, b.session(), null);
    bob.expectClose(CloseCode.KICKED);

    TestSocket back = house.socket(0);
    back.send(Say.resume("bob", b, 2));
    back.expectError(ErrorCode.KICKED);
    back.expectClose(CloseCode.KICKED);
    TestSocket reloaded = house.socket(0);
    reloaded.send(Say.join("bob-anew", 1, b.ticket()));
    reloaded.expectError(ErrorCode.KICKED);
    assertNotNull(owner.session());
  }
}
