package dev.parley.allinone;

import static dev.parley.allinone.Order.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.Member;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.Moderate.Action;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What moderators do, by sockets at two gateways: ada owns, bob is at the other one. */
@Timeout(120)
class ModerationTest extends TwoGateways {
  private TestSocket ada;
  private TestSocket bob;
  private ServerFrame.Joined a;
  private ServerFrame.Joined b;

  @BeforeEach
  @Override
  void open() {
    super.open();
    ada = house.socket(0);
    bob = house.socket(1);
    a = Say.joined(ada, "ada");
    b = Say.joined(bob, "bob");
  }

  private static void refused(ErrorCode code, TestSocket actor, Moderate what) {
    actor.send(what);
    assertEquals(what.id(), actor.expectError(code).id());
  }

  private static void hears(TestSocket socket, Predicate<RoomOp> op) {
    socket.expect(
        ServerFrame.Room.class,
        news -> news.changes() != null && news.changes().ops().stream().anyMatch(op));
  }

  private static void hearsUpdate(TestSocket socket, SessionId who, Predicate<Member> right) {
    hears(
        socket,
        op ->
            op instanceof RoomOp.Update update
                && update.member().session().equals(who)
                && right.test(update.member()));
  }

  @Test
  void aMuteTakesRightsThatEverybodySeesAndAReloadDoesNotGiveBack() {
    done(ada, Order.rights("m1", Action.MUTE, b.session()));
    List<Publish> rest = List.of(Publish.CAMERA, Publish.SCREEN, Publish.DATA);
    hearsUpdate(bob, b.session(), member -> rest.equals(member.publish()));

    TestSocket reloaded = house.socket(0);
    reloaded.send(Say.join("bob-anew", 1, b.ticket()));
    ServerFrame.Joined anew = reloaded.expect(ServerFrame.Joined.class);
    assertEquals(rest, member(anew, anew.session()).publish());

    done(ada, Order.rights("m2", Action.GRANT, anew.session(), Publish.MICROPHONE));
    hearsUpdate(reloaded, anew.session(), member -> member.publish() == null);
  }

  private static Member member(ServerFrame.Joined joined, SessionId who) {
    return joined.room().roster().stream()
        .filter(member -> member.session().equals(who))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anObserverSendsNothing() {
    done(ada, Order.role("m1", b.session(), Role.OBSERVER));
    hearsUpdate(bob, b.session(), m -> m.role() == Role.OBSERVER && List.of().equals(m.publish()));
    refused(ErrorCode.FORBIDDEN, ada, Order.rights("m2", Action.GRANT, b.session(), Publish.DATA));
    done(ada, Order.role("m3", b.session(), Role.MEMBER));
    hearsUpdate(bob, b.session(), m -> m.role() == Role.MEMBER && m.publish() == null);
  }

  @Test
  void aModeratorDoesNothingToAnOwnerAndMakesNoModerators() {
    done(ada, Order.role("m1", b.session(), Role.MODERATOR));
    ServerFrame.Joined c = Say.joined(house.socket(0), "cyd");
    refused(ErrorCode.FORBIDDEN, bob, Order.of("m1", Action.KICK, a.session()));
    refused(ErrorCode.FORBIDDEN, bob, Order.of("m2", Action.BAN, a.session()));
    refused(ErrorCode.FORBIDDEN, bob, Order.rights("m3", Action.MUTE, a.session()));
    refused(ErrorCode.FORBIDDEN, bob, Order.role("m4", a.session(), Role.MEMBER));
    refused(ErrorCode.FORBIDDEN, bob, Order.role("m5", c.session(), Role.MODERATOR));
    refused(ErrorCode.FORBIDDEN, bob, Order.of("m6", Action.CLOSE));
    done(bob, Order.role("m7", c.session(), Role.GUEST));
    done(bob, Order.of("m8", Action.KICK, c.session()));
  }

  @Test
  void whoIsBannedStaysOutByEveryPageUntilThatIsLifted() {
    TestSocket cyd = house.socket(1);
    cyd.send(Order.as("cyd", Say.join("cyd")));
    ServerFrame.Joined c = cyd.expect(ServerFrame.Joined.class);
    TestSocket phone = house.socket(0);
    phone.send(Order.as("cyd", Say.join("cyds-phone")));
    phone.expect(ServerFrame.Joined.class);

    done(ada, Order.of("m1", Action.BAN, c.session()));
    cyd.expectError(ErrorCode.BANNED);
    cyd.expectClose(CloseCode.BANNED);
    phone.expectClose(CloseCode.BANNED);
    hears(
        bob,
        op ->
            op instanceof RoomOp.SetBan ban
                && ban.session().equals(c.session())
                && "cyd".equals(ban.ban().name()));

    TestSocket another = house.socket(1);
    another.send(Order.as("cyd", Say.join("another-page")));
    another.expectClose(CloseCode.BANNED);
    TestSocket back = house.socket(1);
    back.send(Say.resume("cyd", c, 2));
    back.expectClose(CloseCode.BANNED);

    ServerFrame.Joined d = Say.joined(house.socket(0), "dee");
    assertEquals(1, d.room().bans().size());
    done(ada, Order.of("m2", Action.UNBAN, c.session()));
    refused(ErrorCode.UNKNOWN_PEER, ada, Order.of("m3", Action.UNBAN, c.session()));
    TestSocket again = house.socket(1);
    again.send(Order.as("cyd", Say.join("another-page")));
    assertEquals(List.of(), again.expect(ServerFrame.Joined.class).room().bans());
  }

  @Test
  void aLockedRoomTakesNobodyNewAndLetsComeBackWhoIsThere() {
    done(ada, Order.of("m1", Action.LOCK));
    TestSocket cyd = house.socket(1);
    cyd.send(Say.join("cyd"));
    cyd.expectError(ErrorCode.ROOM_LOCKED);
    bob.cut();
    TestSocket back = house.socket(0);
    back.send(Say.resume("bob", b, 2));
    ServerFrame.Resumed resumed = back.expect(ServerFrame.Resumed.class);
    back.send(new ClientFrame.Leave(5_000L));
    back.expectClose(CloseCode.LEFT);
    TestSocket reloaded = house.socket(1);
    reloaded.send(Say.join("bob-anew", 1, resumed.ticket()));
    reloaded.expect(ServerFrame.Joined.class);
    done(ada, Order.of("m2", Action.UNLOCK));
    cyd.send(Say.join("cyd"));
    cyd.expect(ServerFrame.Joined.class);
  }

  @Test
  void aClosedRoomIsOverForEverybodyAndTheNextJoinMakesAnother() {
    TestSocket away = house.socket(1);
    ServerFrame.Joined c = Say.joined(away, "cyd");
    away.cut();
    done(ada, Order.policy("m1", new Policy.Change(3, null)));
    done(ada, Order.of("m2", Action.CLOSE));
    ada.expectError(ErrorCode.ROOM_CLOSED);
    ada.expectClose(CloseCode.ROOM_CLOSED);
    bob.expectError(ErrorCode.ROOM_CLOSED);
    bob.expectClose(CloseCode.ROOM_CLOSED);

    TestSocket back = house.socket(0);
    back.send(Say.resume("cyd", c, 2));
    back.expectClose(CloseCode.ROOM_CLOSED);
    TestSocket reloaded = house.socket(1);
    reloaded.send(Say.join("cyd-anew", 1, c.ticket()));
    reloaded.expectClose(CloseCode.ROOM_CLOSED);
    TestSocket late = house.socket(1);
    late.send(Say.join("bob", 2, null));
    late.expectClose(CloseCode.ROOM_CLOSED);

    ServerFrame.Joined fresh = Say.joined(house.socket(0), "bob-anew");
    assertEquals(Role.OWNER, fresh.you().role());
    assertEquals(1, fresh.room().roster().size());
    assertNotEquals(3, fresh.room().policy().capacity());
  }

  @Test
  void twoModeratorsWhoActAtOnceAreBothAnswered() {
    done(ada, Order.role("m1", b.session(), Role.OWNER));
    ServerFrame.Joined c = Say.joined(house.socket(0), "cyd");
    for (TestSocket actor : List.of(ada, bob)) {
      actor.send(Order.of("k1", Action.KICK, c.session()));
    }
    for (TestSocket actor : List.of(ada, bob)) {
      actor.expect(ServerFrame.Ok.class, ok -> ok.id().value().equals("k1"));
    }
    // Each puts the other out: one is first, and the other has no say any more.
    ada.send(Order.of("k2", Action.KICK, b.session()));
    bob.send(Order.of("k2", Action.KICK, a.session()));
    int adaAt = ended(ada);
    int bobAt = ended(bob);
    assertTrue(adaAt == CloseCode.KICKED.code() ^ bobAt == CloseCode.KICKED.code());
  }

  /** The code with which it is closed; 0 where it is told that it was first. */
  private static int ended(TestSocket socket) {
    ServerFrame answer =
        socket.expect(ServerFrame.class, frame -> frame instanceof Refusal || isOk(frame, "k2"));
    return answer instanceof ServerFrame.Ok ? 0 : socket.closeCode();
  }

  private static boolean isOk(ServerFrame frame, String id) {
    return frame instanceof ServerFrame.Ok ok && ok.id().value().equals(id);
  }

  @Test
  void whoeverWinsARaceOfKickAndResumeTheKickedIsOut() {
    bob.cut();
    TestSocket back = house.socket(0);
    ada.send(Order.of("k1", Action.KICK, b.session()));
    back.send(Say.resume("bob", b, 2));
    ada.expect(ServerFrame.Ok.class);
    back.expectError(ErrorCode.KICKED);
    back.expectClose(CloseCode.KICKED);
    stays(b.ticket());
  }

  @Test
  void whoeverWinsARaceOfKickAndReloadNobodyOfThatSessionIsLeft() {
    TestSocket reloaded = house.socket(0);
    ada.send(Order.of("k1", Action.KICK, b.session()));
    reloaded.send(Say.join("bob-anew", 1, b.ticket()));
    ServerFrame told =
        ada.expect(
            ServerFrame.class,
            frame -> frame instanceof ServerFrame.Ok || frame instanceof Refusal);
    if (told instanceof ServerFrame.Ok) {
      reloaded.expectClose(CloseCode.KICKED);
      stays(b.ticket());
    } else {
      // The reload was first: its session is another, which the roster shows in place of the old.
      SessionId anew = reloaded.expect(ServerFrame.Joined.class).session();
      done(ada, Order.of("k2", Action.KICK, anew));
      reloaded.expectClose(CloseCode.KICKED);
    }
    ServerFrame.Joined c = Say.joined(house.socket(1), "cyd");
    assertFalse(c.room().roster().stream().anyMatch(m -> m.session().equals(b.session())));
    assertEquals(2, c.room().roster().size());
    assertNull(member(c, a.session()).publish());
  }

  /** Out by that ticket, at every gateway. */
  private void stays(String ticket) {
    for (int gateway = 0; gateway < house.gateways(); gateway++) {
      TestSocket again = house.socket(gateway);
      again.send(Say.join("bob-once-more", 1, ticket));
      again.expectClose(CloseCode.KICKED);
    }
  }
}
