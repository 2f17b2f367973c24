package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.Attend;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserCommand;
import dev.parley.protocol.wire.UserNews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a session may watch and ring, where tokens say it. */
class PresenceTokensTest extends PresenceScene {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofHours(3);

  private final SignedTokens tokens = new SignedTokens();

  @BeforeEach
  void openWithTokens() {
    open(SignedTokens.SETTINGS);
  }

  private String token(UserId user, String... seen) {
    return token(HOUR, user, seen);
  }

  private String token(Duration life, UserId user, String... seen) {
    return tokens.token(user.value(), life, Map.of("users", List.of(seen)));
  }

  private static Attend attend(@Nullable String token, @Nullable UserId user) {
    InstanceId instance = new InstanceId("instance-1");
    return new Attend(new CommandId("a1"), instance, 1, token, user, null);
  }

  private TestSocket attending(int gateway, String token) {
    TestSocket socket = house.socket(gateway);
    socket.send(attend(token, (UserId) null));
    socket.expect(UserNews.Attending.class);
    return socket;
  }

  private static UserCommand.Ring ring(String id) {
    return new UserCommand.Ring(new CommandId(id), BOB, Say.ROOM, Values.NONE);
  }

  @Test
  void aTokenSaysWhoAttends() {
    TestSocket socket = house.socket(0);
    socket.send(attend(null, ADA));
    socket.expectError(ErrorCode.BAD_TOKEN);
    socket.send(attend(token(ADA), BOB));
    socket.expectError(ErrorCode.FORBIDDEN);
    socket.send(attend(tokens.token("ada", HOUR.negated(), Map.of()), ADA));
    socket.expectError(ErrorCode.TOKEN_EXPIRED);
    socket.send(attend(token(ADA), ADA));
    assertEquals(ADA, socket.expect(UserNews.Attending.class).user());
  }

  @Test
  void onlyThoseWhomTheTokenNamesAreSeenAndRung() {
    attending(1, token(BOB));
    TestSocket blind = attending(0, token(ADA));
    blind.send(watch(BOB));
    blind.expectError(ErrorCode.FORBIDDEN);
    blind.send(ring("c1"));
    blind.expectError(ErrorCode.FORBIDDEN);
    TestSocket ada = attending(0, token(ADA, "bob@*"));
    ok(ada, watch(BOB));
    told(ada, BOB, 1, 0);
    ada.send(watch(BOB, new UserId("eve")));
    ada.expectError(ErrorCode.FORBIDDEN);
    ada.send(ring("c1"));
    assertEquals(1, ada.expect(UserNews.Rung.class).sessions());
  }

  @Test
  void afterItsEndNobodyIsSeenAnewUntilAnotherIsShown() {
    attending(1, token(BOB));
    TestSocket ada = attending(0, token(ADA, "*"));
    ok(ada, watch(ADA));
    told(ada, ADA, 1, 0);
    house.pass(HOUR.minusSeconds(30));
    ada.expect(ServerFrame.TokenExpiring.class);
    house.pass(Duration.ofMinutes(2));
    ada.send(watch(BOB));
    ada.expectError(ErrorCode.TOKEN_EXPIRED);
    ada.send(ring("c1"));
    ada.expectError(ErrorCode.TOKEN_EXPIRED);
    attending(1, token(LONG, ADA));
    told(ada, ADA, 2, 0);
    ada.send(new ClientFrame.Token(new CommandId("c2"), token(LONG, BOB, "*")));
    ada.expectError(ErrorCode.FORBIDDEN);
    ada.send(new ClientFrame.Token(new CommandId("c3"), token(LONG, ADA, "*")));
    assertEquals(new CommandId("c3"), ada.expect(ServerFrame.Ok.class).id());
    ok(ada, watch(BOB));
    told(ada, BOB, 1, 0);
  }

  @Test
  void aSessionInARoomSeesWhomItsTokenNames() {
    attending(1, token(BOB));
    TestSocket ada = house.socket(0);
    Map<String, Object> rights = Map.of("room", Say.ROOM.value(), "users", List.of("*"));
    ada.send(Order.showing(tokens.token("ada", HOUR, rights), Say.join("ada")));
    ada.expect(ServerFrame.Joined.class);
    ok(ada, watch(BOB, ADA));
    told(ada, BOB, 1, 0);
    TestSocket watcher = attending(1, token(BOB, "ada"));
    ok(watcher, watch(ADA));
    told(watcher, ADA, 1, 1);
  }
}
