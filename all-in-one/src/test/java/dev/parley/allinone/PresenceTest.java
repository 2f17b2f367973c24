package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserCommand;
import dev.parley.protocol.wire.UserNews;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Users with several sessions, and those who watch them, through real sockets. */
class PresenceTest extends PresenceScene {
  @Test
  void whoWatchesIsToldHowTheUserIsAndOfEachChange() {
    open();
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(BOB));
    assertEquals(Presence.NONE, told(ada, BOB, 0, 0));
    TestSocket laptop = attending(1, BOB);
    long first = told(ada, BOB, 1, 0).rev();
    TestSocket phone = attending(0, BOB);
    assertTrue(told(ada, BOB, 2, 0).rev() > first);
    phone.send(new ClientFrame.Leave(null));
    phone.expectClose(CloseCode.LEFT);
    told(ada, BOB, 1, 0);
    laptop.cut();
    told(ada, BOB, 0, 0);
  }

  @Test
  void aSnapshotIsTheSameForWhoComesLater() {
    open();
    TestSocket bob = house.socket(1);
    bob.send(attend(BOB, LUNCH));
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(BOB));
    Presence there = told(ada, BOB, now -> now.status().equals(LUNCH));
    TestSocket eve = attending(0, new UserId("eve"));
    ok(eve, watch(BOB));
    assertEquals(there, told(eve, BOB, 1, 0));
    assertEquals(LUNCH, there.status());
  }

  @Test
  void aStatusIsOneForAllSessionsAndGoesWithTheLast() {
    open();
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(BOB));
    TestSocket laptop = attending(0, BOB);
    TestSocket phone = attending(1, BOB);
    told(ada, BOB, 2, 0);
    ok(laptop, say(LUNCH));
    told(ada, BOB, now -> now.status().equals(LUNCH));
    laptop.cut();
    assertEquals(LUNCH, told(ada, BOB, 1, 0).status());
    phone.cut();
    assertEquals(Values.NONE, told(ada, BOB, 0, 0).status());
  }

  @Test
  void aUserWatchesOneself() {
    open();
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(ADA));
    told(ada, ADA, 1, 0);
    attending(1, ADA);
    told(ada, ADA, 2, 0);
  }

  @Test
  void aSocketThatAttendsMayJoinAndIsThenInACall() {
    open();
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(BOB));
    TestSocket bob = attending(1, BOB);
    told(ada, BOB, 1, 0);
    ServerFrame.Joined joined = Say.joined(bob, "bob");
    told(ada, BOB, 1, 1);
    bob.send(Say.update("c1", "name", "Bobby"));
    assertEquals(new CommandId("c1"), bob.expect(ServerFrame.Ok.class).id());
    ok(bob, watch(ADA));
    told(bob, ADA, 1, 0);
    TestSocket second = house.socket(0);
    second.send(Say.resume("bob", joined, 2));
    second.expect(ServerFrame.Resumed.class);
    bob.expectClose(CloseCode.FENCED);
    told(ada, BOB, 0, 0);
  }

  @Test
  void attendAndJoinMayBeSaidAtOnce() {
    open();
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(BOB));
    TestSocket bob = house.socket(1);
    bob.send(attend(BOB, LUNCH));
    bob.send(Say.join("bob"));
    bob.send(watch(ADA));
    bob.expect(UserNews.Attending.class);
    bob.expect(ServerFrame.Joined.class);
    told(bob, ADA, 1, 0);
    assertEquals(LUNCH, told(ada, BOB, 1, 1).status());
  }

  @Test
  void whoIsWatchedNoMoreIsNotTold() {
    open();
    TestSocket ada = attending(0, ADA);
    ok(ada, watch(BOB, ADA));
    told(ada, BOB, 0, 0);
    ok(ada, unwatch(BOB));
    attending(0, BOB);
    attending(0, ADA);
    UserNews.Presences next =
        ada.expect(UserNews.Presences.class, told -> isThere(told.users().get(ADA)));
    assertEquals(Set.of(ADA), next.users().keySet());
    assertTrue(news(ada).isEmpty());
  }

  private static boolean isThere(@Nullable Presence presence) {
    return presence != null && presence.sessions() == 2;
  }

  @Test
  void badQuestionsAreRefusedClearly() {
    open();
    TestSocket nobody = house.socket(0);
    nobody.send(watch(BOB));
    nobody.expectError(ErrorCode.JOIN_FIRST);
    nobody.send(attend(null, null));
    assertTrue(nobody.expectError(ErrorCode.BAD_FIELD).message().contains("user"));
    nobody.send(attend(ADA, null));
    nobody.expect(UserNews.Attending.class);
    nobody.send(attend(ADA, null));
    nobody.expectError(ErrorCode.ALREADY_JOINED);
    nobody.send(Say.update("c1", "a", "b"));
    nobody.expectError(ErrorCode.JOIN_FIRST);
    TestSocket guest = house.socket(0);
    Say.joined(guest, "guest");
    guest.send(watch(BOB));
    guest.expectError(ErrorCode.FORBIDDEN);
  }

  @Test
  void aSessionWatchesSoManyUsersAndNoMore() {
    open();
    TestSocket ada = attending(0, ADA);
    UserId[] most =
        IntStream.range(0, Limits.WATCHES)
            .mapToObj(number -> new UserId("user-" + number))
            .toArray(UserId[]::new);
    ok(ada, watch(most));
    ada.send(watch(BOB));
    ada.expectError(ErrorCode.TOO_MANY);
    ok(ada, watch(most));
    ok(ada, new UserCommand.Presence(new CommandId("p4"), List.of(BOB), List.of(most[0]), null));
    told(ada, BOB, 0, 0);
  }
}
