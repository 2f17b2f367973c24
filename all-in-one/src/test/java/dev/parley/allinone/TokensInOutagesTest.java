package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Member;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tokens give and their ends take while the store of the rooms is away: at two gateways. */
@Timeout(120)
class TokensInOutagesTest extends TwoGateways {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration AFTER = HOUR.plusSeconds(31);

  private final SignedTokens tokens = new SignedTokens();
  private TestSocket ada;
  private TestSocket bob;
  private ServerFrame.Joined a;
  private ServerFrame.Joined b;

  @BeforeEach
  @Override
  void open() {
    Map<String, String> settings = new HashMap<>(SignedTokens.SETTINGS);
    settings.put("PARLEY_HEARTBEAT", "200ms");
    settings.put("PARLEY_SILENCE", "60s");
    open(settings);
    ada = house.socket(0);
    a = join(ada, "ada", HOUR.multipliedBy(3), Map.of("role", "owner"));
    bob = house.socket(1);
    b = join(bob, "bob", HOUR, Map.of("publish", List.of("microphone")));
  }

  private ServerFrame.Joined join(
      TestSocket socket, String user, Duration life, Map<String, Object> rights) {
    socket.send(Order.showing(token(user, life, rights), Say.join(user)));
    return socket.expect(ServerFrame.Joined.class);
  }

  private String token(String user, Duration life, Map<String, Object> rights) {
    Map<String, Object> here = new HashMap<>(rights);
    here.putIfAbsent("room", Say.ROOM.value());
    return tokens.token(user, life, here);
  }

  private static ClientFrame.Token shown(String id, String token) {
    return new ClientFrame.Token(new CommandId(id), token);
  }

  /** Bob's page loses its socket, and comes back by that ticket. */
  private TestSocket resumes(int gateway, String ticket, long generation) {
    bob.cut();
    TestSocket back = house.socket(gateway);
    back.send(Say.resume("bob", ticket, b, generation));
    return back;
  }

  private void talk(TestSocket bobs, long seq) {
    bobs.send(Say.signal(a.session(), seq, "{}"));
    assertEquals(b.session(), ada.expect(ServerFrame.Signal.class).from());
    ada.send(Say.signal(b.session(), seq, "{}"));
    assertEquals(seq, bobs.expect(ServerFrame.Signal.class).seq());
  }

  private static <T extends RoomOp> T hears(TestSocket socket, Class<T> type) {
    while (true) {
      ServerFrame.Room news = socket.expect(ServerFrame.Room.class);
      for (RoomOp op : news.changes() == null ? List.<RoomOp>of() : news.changes().ops()) {
        if (type.isInstance(op)) {
          return type.cast(op);
        }
      }
    }
  }

  @Test
  void sessionsTalkOnAndComeBackByTheirTicketsWithWhatTheTokenGave() {
    house.store().goDown();
    talk(bob, 1);
    TestSocket back = resumes(0, b.ticket(), 2);
    assertEquals(true, back.expect(ServerFrame.Resumed.class).degraded());
    talk(back, 2);
    house.store().comeBack();
    Member member = hears(ada, RoomOp.Up.class).member();
    assertEquals(b.session(), member.session());
    assertEquals(List.of(Publish.MICROPHONE), member.publish());
    assertEquals(Role.MEMBER, member.role());
    assertEquals("bob", member.user().value());
  }

  @Test
  void whoIsNewHearsWhatTheTokenIsWorthAndThenToTryAgain() {
    house.store().goDown();
    TestSocket eve = house.socket(1);
    eve.send(Order.showing("e30.e30.e30", Say.join("eve")));
    eve.expectError(ErrorCode.BAD_TOKEN);
    eve.send(Order.showing(token("eve", HOUR.negated(), Map.of()), Say.join("eve")));
    eve.expectError(ErrorCode.TOKEN_EXPIRED);
    eve.send(Order.showing(token("eve", HOUR, Map.of("room", "other")), Say.join("eve")));
    eve.expectError(ErrorCode.FORBIDDEN);
    ClientFrame.Join good = Order.showing(token("eve", HOUR, Map.of()), Say.join("eve"));
    eve.send(good);
    assertNotNull(eve.expectError(ErrorCode.UNAVAILABLE).after());
    house.store().comeBack();
    eve.send(good);
    assertEquals(3, eve.expect(ServerFrame.Joined.class).room().roster().size());
  }

  @Test
  void aLaterTokenIsTakenWithoutTheStoreAndTravelsInTheTicket() {
    ada.send(Order.role("m1", b.session(), Role.MODERATOR));
    ada.expect(ServerFrame.Ok.class);
    house.store().goDown();
    house.pass(HOUR.minusSeconds(59));
    bob.expect(ServerFrame.TokenExpiring.class);
    bob.send(shown("c1", token("eve", HOUR.multipliedBy(3), Map.of())));
    bob.expectError(ErrorCode.FORBIDDEN);
    bob.send(shown("c2", token("bob", HOUR.multipliedBy(3), Map.of())));
    String renewed = bob.expect(ServerFrame.Ok.class).ticket();
    assertNotEquals(b.ticket(), renewed);

    house.pass(Duration.ofSeconds(91));
    TestSocket back = resumes(0, renewed, 2);
    assertEquals(true, back.expect(ServerFrame.Resumed.class).degraded());
    talk(back, 1);
    back.send(Order.policy("m2", new Policy.Change(7, null)));
    back.expectError(ErrorCode.UNAVAILABLE);
    house.store().comeBack();
    hears(ada, RoomOp.Up.class);
    back.send(Order.policy("m2", new Policy.Change(7, null)));
    assertEquals(new CommandId("m2"), back.expect(ServerFrame.Ok.class).id());
  }

  @Test
  void withATokenThatIsOverTheCallGoesOnWithoutAnySay() {
    ada.send(Order.role("m1", b.session(), Role.MODERATOR));
    ada.expect(ServerFrame.Ok.class);
    house.store().goDown();
    house.pass(AFTER);
    TestSocket back = resumes(0, b.ticket(), 2);
    assertEquals(true, back.expect(ServerFrame.Resumed.class).degraded());
    talk(back, 1);
    back.send(Order.policy("m2", new Policy.Change(7, null)));
    back.expectError(ErrorCode.TOKEN_EXPIRED);
    back.send(shown("c1", token("bob", HOUR.multipliedBy(3), Map.of())));
    assertNotNull(back.expect(ServerFrame.Ok.class).ticket());
    back.send(Order.policy("m2", new Policy.Change(7, null)));
    back.expectError(ErrorCode.UNAVAILABLE);
  }

  @Test
  void aStrictRoomTakesNobodyBackByATokenThatIsOver() {
    ada.send(Order.policy("m1", new Policy.Change(null, null, null, null, true)));
    ada.expect(ServerFrame.Ok.class);
    bob.expect(ServerFrame.Room.class, news -> news.changes() != null);
    house.store().goDown();
    bob.cut();
    house.pass(AFTER);
    for (int gateway = 0; gateway < house.gateways(); gateway++) {
      TestSocket back = resumes(gateway, b.ticket(), 2 + gateway);
      Refusal refused = back.expectError(ErrorCode.TOKEN_EXPIRED);
      assertEquals("r" + (2 + gateway), refused.id().value());
      back.expectClose(CloseCode.TOKEN);
    }
    house.store().comeBack();
    RoomOp.Remove gone = hears(ada, RoomOp.Remove.class);
    assertEquals(b.session(), gone.session());
    assertEquals(RoomOp.Reason.LEFT, gone.reason());
    TestSocket late = resumes(1, b.ticket(), 5);
    late.expectError(ErrorCode.SESSION_EXPIRED);
    late.send(Order.showing(token("bob", HOUR.multipliedBy(3), Map.of()), Say.join("bob-anew")));
    assertTrue(late.expect(ServerFrame.Joined.class).room().policy().strict());
  }
}
