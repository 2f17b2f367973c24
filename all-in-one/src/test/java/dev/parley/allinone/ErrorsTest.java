package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.Moderate.Action;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every error of the table, provoked through the socket; what it says, and what it closes. */
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
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "BAD_TOKEN",
        "TOKEN_EXPIRED",
        "ROOM_LOCKED",
        "ROOM_CLOSED",
        "DENIED",
        "BANNED",
        "RING_OVER",
        "TOO_MANY"
      })
  void everyErrorIsSaidThroughTheSocket(ErrorCode code) {
    provoke(code);

    Refusal error = socket.expectError(code);
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
      case BAD_FRAME -> sayFirst("[]");
      case TOO_LARGE -> sayFirst(" ".repeat(Limits.CLIENT_FRAME + 1));
      case UNKNOWN_TYPE -> sayFirst("{\"type\":\"telepathy\"}");
      case BAD_FIELD -> sayFirst("{\"type\":\"ping\",\"n\":\"one\"}");
      case JOIN_FIRST -> sayFirst("{\"type\":\"ack\",\"acks\":[]}");
      case JOIN_TIMEOUT -> open("PARLEY_JOIN_TIMEOUT", "100ms");
      case BAD_SECRET -> joinWith("PARLEY_ROOM_SECRET", "open-sesame");
      case RATE_LIMITED -> sayTooMuch();
      case ALREADY_JOINED -> joinTwice();
      case ROOM_FULL -> joinAFullRoom();
      case UNAVAILABLE -> joinWithoutRooms();
      case INTERNAL -> joinAFailure();
      case FORBIDDEN -> kickTheOwner();
      case TOO_MANY_KEYS -> setTooManyKeys();
      case UNKNOWN_PEER -> kickNobody();
      case SESSION_EXPIRED -> resumeWithAForgedTicket();
      case SESSION_TAKEN -> resumeAsAnother();
      case FENCED -> resumeElsewhere();
      case KICKED -> beKicked();
      case COMMAND_PENDING -> updateTwice();
      case BAD_TOKEN,
          TOKEN_EXPIRED,
          ROOM_LOCKED,
          ROOM_CLOSED,
          DENIED,
          BANNED,
          RING_OVER,
          TOO_MANY ->
          throw new IllegalArgumentException("shown in a test of its own");
    }
  }

  private void sayFirst(String text) {
    open();
    socket.say(text);
  }

  private void joinWith(String setting, String value) {
    open(setting, value);
    socket.send(Say.join("ada"));
  }

  private void sayTooMuch() {
    open("PARLEY_COMMANDS_PER_SECOND", "1");
    Say.joined(socket, "ada");
    for (int n = 0; n < 40; n++) {
      socket.send(new ClientFrame.Ice(new CommandId("c" + n)));
    }
  }

  private void joinTwice() {
    joined();
    socket.send(Say.join("ada"));
  }

  private void joinAFullRoom() {
    open("PARLEY_ROOM_CAPACITY", "1");
    Say.joined(house.socket(0), "ada");
    socket.send(Say.join("bob"));
  }

  private void joinWithoutRooms() {
    open();
    house.stop("rooms");
    socket.send(Say.join("ada"));
  }

  private void joinAFailure() {
    open();
    bus.breakDown();
    socket.send(Say.join("ada"));
  }

  private void kickTheOwner() {
    ServerFrame.Joined owner = joined();
    socket = house.socket(0);
    Say.joined(socket, "bob");
    moderate("m1", Action.KICK, owner.session(), null);
  }

  private void setTooManyKeys() {
    joined();
    for (int n = 0; n < Limits.ROOM_KEYS; n++) {
      moderate("m" + n, Action.KEY, null, "key" + n);
      socket.expect(ServerFrame.Ok.class);
    }
    moderate("one-more", Action.KEY, null, "another");
  }

  private void kickNobody() {
    joined();
    moderate("m1", Action.KICK, new SessionId("nobody-here"), null);
  }

  private void resumeWithAForgedTicket() {
    ServerFrame.Joined joined = joined();
    socket = house.socket(0);
    socket.send(Say.resume("ada", "1.00000000.AAAA", joined, 2));
  }

  private void resumeAsAnother() {
    ServerFrame.Joined joined = joined();
    socket = house.socket(0);
    socket.send(Say.resume("another", joined, 2));
  }

  private void resumeElsewhere() {
    ServerFrame.Joined joined = joined();
    TestSocket newer = house.socket(0);
    newer.send(Say.resume("ada", joined, 2));
  }

  private void beKicked() {
    joined();
    TestSocket owner = socket;
    socket = house.socket(0);
    ServerFrame.Joined bob = Say.joined(socket, "bob");
    owner.send(new Moderate(new CommandId("m1"), Action.KICK, bob.session(), null, null, null));
  }

  private void updateTwice() {
    joined();
    bus.hold();
    socket.send(Say.update("c1", "mic", "off"));
    socket.send(Say.update("c2", "mic", "on"));
  }

  private void moderate(String id, Action action, SessionId session, String key) {
    socket.send(
        new Moderate(new CommandId(id), action, session, key, key == null ? null : "value", null));
  }

  @Test
  void errorsThatPassSayHowLongToWait() {
    sayTooMuch();
    Refusal limited = socket.expectError(ErrorCode.RATE_LIMITED);
    assertNotNull(limited.id());
    assertTrue(limited.after() >= 1 && limited.after() <= 1_000, limited::toString);
    house.stop("rooms");
    TestSocket late = house.socket(0);
    late.send(Say.join("bob"));
    assertTrue(late.expectError(ErrorCode.UNAVAILABLE).after() > 0);
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
