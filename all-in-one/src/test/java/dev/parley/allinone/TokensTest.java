package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Member;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.Retry;
import dev.parley.protocol.wire.ServerFrame;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who comes in by a token, what that gives, and what its end takes; over real sockets. */
class TokensTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, Object> HERE = Map.of("room", Say.ROOM.value());

  private final SignedTokens tokens = new SignedTokens();
  private final Logged logged = new Logged();
  private House house;

  @BeforeEach
  void open() {
    house = House.open(SignedTokens.SETTINGS);
    house.addGateway();
  }

  @AfterEach
  void nothingThatIsLoggedShowsAToken() {
    house.close();
    logged.close();
    assertEquals(0, logged.lines().stream().filter(tokens::showIn).count());
    assertTrue(logged.lines().stream().noneMatch(line -> line.startsWith("SEVERE")));
  }

  private static ClientFrame.Join join(String page, String token, String user) {
    ClientFrame.Join bare = Say.join(page);
    return new ClientFrame.Join(
        bare.id(),
        bare.instance(),
        1,
        bare.room(),
        null,
        token,
        user == null ? null : new UserId(user),
        null,
        Values.NONE,
        List.of(),
        List.of());
  }

  private ServerFrame.Joined joined(TestSocket socket, String user, Map<String, Object> rights) {
    socket.send(join(user, tokens.token(user, HOUR, rights), null));
    return socket.expect(ServerFrame.Joined.class);
  }

  private static Map<String, Object> as(String role) {
    return Map.of("room", Say.ROOM.value(), "role", role);
  }

  private static Moderate moderate(String id, Policy.Change policy) {
    return new Moderate(new CommandId(id), Moderate.Action.POLICY, null, null, null, policy);
  }

  @Test
  void nobodyComesInWithoutAToken() {
    TestSocket socket = house.socket(0);
    socket.send(Say.join("ada"));
    assertEquals(Retry.NEVER, socket.expectError(ErrorCode.BAD_TOKEN).retry());
    socket.send(join("ada", "e30.e30.e30", null));
    socket.expectError(ErrorCode.BAD_TOKEN);
    String token = tokens.token("ada", HOUR, HERE);
    socket.send(join("ada", token.substring(1), null));
    socket.expectError(ErrorCode.BAD_TOKEN);
    socket.send(join("ada", tokens.token("ada", HOUR.negated(), HERE), null));
    assertEquals(Retry.FRESH, socket.expectError(ErrorCode.TOKEN_EXPIRED).retry());
    socket.send(join("ada", token, null));
    assertEquals(1, socket.expect(ServerFrame.Joined.class).room().roster().size());
  }

  @Test
  void aTokenOpensItsRoomsAndNoOther() {
    TestSocket socket = house.socket(0);
    String here = Say.ROOM.value();
    for (String other : List.of("other", here + "-*", here.toUpperCase(Locale.ROOT), here + "2")) {
      socket.send(join("ada", tokens.token("ada", HOUR, Map.of("room", other)), null));
      socket.expectError(ErrorCode.FORBIDDEN);
    }
    socket.send(join("ada", tokens.token("ada", HOUR, Map.of()), null));
    socket.expectError(ErrorCode.FORBIDDEN);
    String begins = Say.ROOM.value().substring(0, 2) + "*";
    socket.send(join("ada", tokens.token("ada", HOUR, Map.of("room", begins)), null));
    socket.expect(ServerFrame.Joined.class);
  }

  @Test
  void aTokenSpeaksForNobodyElse() {
    TestSocket socket = house.socket(0);
    String token = tokens.token("ada", HOUR, HERE);
    socket.send(join("ada", token, "eve"));
    socket.expectError(ErrorCode.FORBIDDEN);
    socket.send(join("ada", token, "ada"));
    Member ada = socket.expect(ServerFrame.Joined.class).room().roster().getFirst();
    assertEquals(new UserId("ada"), ada.user());
  }

  @Test
  void roleAndRightsOfTheTokenAreInTheRoster() {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined first =
        joined(
            ada,
            "ada",
            Map.of("room", "*", "role", "moderator", "publish", List.of("screen", "microphone")));
    assertEquals(Role.MODERATOR, first.you().role());
    Member member = first.room().roster().getFirst();
    assertEquals(List.of(Publish.MICROPHONE, Publish.SCREEN), member.publish());
    assertEquals(Role.OWNER, joined(house.socket(1), "bob", as("owner")).you().role());
    RoomOp.Add add = (RoomOp.Add) ada.expect(ServerFrame.Room.class).changes().ops().getFirst();
    assertEquals(new UserId("bob"), add.member().user());
    assertNull(add.member().publish());
    joined(house.socket(1), "eve", as("observer"));
    add = (RoomOp.Add) ada.expect(ServerFrame.Room.class).changes().ops().getFirst();
    assertEquals(List.of(), add.member().publish());
  }

  @Test
  void aTicketOfSomebodyElseIsNotReplaced() {
    ServerFrame.Joined ada = joined(house.socket(0), "ada", as("owner"));
    ClientFrame.Join bare = join("eve", tokens.token("eve", HOUR, HERE), null);
    TestSocket eve = house.socket(0);
    eve.send(
        new ClientFrame.Join(
            bare.id(),
            bare.instance(),
            1,
            bare.room(),
            null,
            bare.token(),
            null,
            ada.ticket(),
            Values.NONE,
            List.of(),
            List.of()));
    ServerFrame.Joined joined = eve.expect(ServerFrame.Joined.class);
    assertEquals(2, joined.room().roster().size());
    assertNotEquals(Role.OWNER, joined.you().role());
  }

  @Test
  void aJoinIsNotRepeatedBySomebodyElse() {
    joined(house.socket(0), "ada", HERE);
    TestSocket eve = house.socket(0);
    ClientFrame.Join first = join("ada", tokens.token("eve", HOUR, HERE), null);
    eve.send(first);
    eve.expectError(ErrorCode.SESSION_TAKEN);
  }

  @Test
  void aSessionIsToldBeforeTheEndAndShowsALaterToken() {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined joined = joined(ada, "ada", as("moderator"));
    house.pass(HOUR.minusSeconds(59));
    long expires = ada.expect(ServerFrame.TokenExpiring.class).expires();
    assertTrue(Math.abs(expires - System.currentTimeMillis() - HOUR.toMillis()) < 60_000);
    house.pass(Duration.ofSeconds(90));
    ada.send(moderate("c1", new Policy.Change(7, null)));
    ada.expectError(ErrorCode.TOKEN_EXPIRED);

    ada.send(token("c2", tokens.token("ada", HOUR.multipliedBy(2), HERE)));
    ServerFrame.Ok renewed = ada.expect(ServerFrame.Ok.class);
    assertNotEquals(joined.ticket(), renewed.ticket());
    ada.send(moderate("c3", new Policy.Change(7, null)));
    assertNull(ada.expect(ServerFrame.Ok.class).ticket());

    TestSocket elsewhere = house.socket(1);
    elsewhere.send(Say.resume("ada", renewed.ticket(), joined, 2));
    elsewhere.expect(ServerFrame.Resumed.class);
    elsewhere.send(moderate("c4", new Policy.Change(8, null)));
    elsewhere.expect(ServerFrame.Ok.class);
  }

  private static ClientFrame.Token token(String id, String token) {
    return new ClientFrame.Token(new CommandId(id), token);
  }

  @Test
  void aLaterTokenIsOfTheSamePersonAndForTheSameRoom() {
    TestSocket ada = house.socket(0);
    joined(ada, "ada", as("moderator"));
    ada.send(token("c1", tokens.token("eve", HOUR, HERE)));
    ada.expectError(ErrorCode.FORBIDDEN);
    ada.send(token("c2", tokens.token("ada", HOUR, Map.of("room", "other"))));
    ada.expectError(ErrorCode.FORBIDDEN);
    ada.send(token("c3", "e30.e30.e30"));
    ada.expectError(ErrorCode.BAD_TOKEN);
    ada.send(token("c4", tokens.token("ada", HOUR.negated(), HERE)));
    ada.expectError(ErrorCode.TOKEN_EXPIRED);
    TestSocket nobody = house.socket(0);
    nobody.send(token("c5", tokens.token("ada", HOUR, HERE)));
    nobody.expectError(ErrorCode.JOIN_FIRST);
  }

  @Test
  void afterTheEndTheCallGoesOnButNobodyModerates() {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined joined = joined(ada, "ada", as("owner"));
    house.pass(HOUR.plusSeconds(31));
    ada.expect(ServerFrame.TokenExpiring.class);
    ada.send(moderate("c1", new Policy.Change(7, null)));
    ada.expectError(ErrorCode.TOKEN_EXPIRED);
    ada.send(new ClientFrame.Update(new CommandId("c2"), Values.NONE, List.of()));
    ada.expect(ServerFrame.Ok.class);

    TestSocket again = house.socket(1);
    again.send(Say.resume("ada", joined, 2));
    again.expect(ServerFrame.Resumed.class);
    again.expect(ServerFrame.TokenExpiring.class);
    again.send(moderate("c3", new Policy.Change(7, null)));
    again.expectError(ErrorCode.TOKEN_EXPIRED);
    TestSocket late = house.socket(0);
    late.send(join("bob", tokens.token("bob", HOUR, HERE), null));
    late.expectError(ErrorCode.TOKEN_EXPIRED);
  }

  @Test
  void inAStrictRoomTheEndOfTheTokenEndsTheSession() {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined first = joined(ada, "ada", as("owner"));
    ada.send(moderate("c1", new Policy.Change(null, null, null, null, true)));
    ada.expect(ServerFrame.Ok.class);
    TestSocket bob = house.socket(1);
    bob.send(join("bob", tokens.token("bob", HOUR.multipliedBy(3), HERE), null));
    ServerFrame.Joined second = bob.expect(ServerFrame.Joined.class);
    assertTrue(second.room().policy().strict());

    house.pass(HOUR.plusSeconds(31));
    assertEquals(Retry.FRESH, ada.expectError(ErrorCode.TOKEN_EXPIRED).retry());
    ada.expectClose(CloseCode.TOKEN);
    RoomOp.Remove gone = removal(bob);
    assertEquals(first.session(), gone.session());
    assertEquals(RoomOp.Reason.LEFT, gone.reason());
    TestSocket again = house.socket(0);
    again.send(Say.resume("ada", first, 2));
    again.expectError(ErrorCode.SESSION_EXPIRED);
    again.send(join("ada-anew", tokens.token("ada", HOUR.multipliedBy(3), HERE), null));
    SessionId newer = again.expect(ServerFrame.Joined.class).session();
    assertNotEquals(first.session(), newer);
    assertInstanceOf(
        RoomOp.Add.class, bob.expect(ServerFrame.Room.class).changes().ops().getFirst());
  }

  private static RoomOp.Remove removal(TestSocket socket) {
    while (true) {
      for (RoomOp op : socket.expect(ServerFrame.Room.class).changes().ops()) {
        if (op instanceof RoomOp.Remove remove) {
          return remove;
        }
      }
    }
  }

  @Test
  void withoutKeysEverybodyIsWhoTheySay() {
    house.close();
    house = House.open(Map.of());
    TestSocket ada = house.socket(0);
    ada.send(join("ada", "what nobody looks at", "ada"));
    ServerFrame.Joined joined = ada.expect(ServerFrame.Joined.class);
    assertEquals(new UserId("ada"), joined.room().roster().getFirst().user());
    ada.send(token("c1", "what nobody looks at either"));
    assertEquals(new CommandId("c1"), ada.expect(ServerFrame.Ok.class).id());
  }
}
