package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.Attend;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.RingAnswer;
import dev.parley.protocol.wire.RingReason;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserNews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rings to who sits in a call: pages that attend ring, a page that does not is busy. */
class RingInCallsTest extends RingScene {
  private static final RoomName ELSEWHERE = new RoomName("elsewhere");

  /** A session that came by a join alone. */
  private Person inACall(int gateway, String user) {
    TestSocket socket = house.socket(gateway);
    socket.send(Order.as(user, Say.join(ELSEWHERE, user)));
    return new Person(socket, socket.expect(ServerFrame.Joined.class).session());
  }

  /** Nothing of them has come by the time at which what it asks now is answered. */
  private static void heardNothingOfRings(Person person) {
    person.socket().send(Say.update("u1", "name", "Bob"));
    ServerFrame heard;
    do {
      heard = person.hears(ServerFrame.class);
      assertFalse(heard instanceof UserNews.Ringing || heard instanceof UserNews.RingEnded);
    } while (!(heard instanceof ServerFrame.Ok));
  }

  @Test
  void whoOnlySitsInACallIsBusyAtOnce() {
    open();
    Person bob = inACall(1, "bob");
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 0);
    hearsEnd(ada, ring, RingReason.BUSY, null);
    assertEquals(ring, rings(ada, "c1", 0), "also when it is asked again");
    hearsEnd(ada, ring, RingReason.BUSY, null);
    heardNothingOfRings(bob);
    say(bob, ring, RingAnswer.ACCEPT, "c1");
    bob.socket().expectError(ErrorCode.RING_OVER);
  }

  @Test
  void aPageInACallNeitherRingsNorKeepsTheRingFromEnding() {
    open();
    Person call = inACall(0, "bob");
    Person phone = attending(1, BOB, "phone");
    Person ada = ada(2);
    RingId first = rings(ada, "c1", 1);
    assertEquals(first, phone.hears(UserNews.Ringing.class).ring());
    ends(phone, first, RingAnswer.BUSY, RingReason.BUSY);
    hearsEnd(ada, first, RingReason.BUSY, phone.session());
    RingId second = rings(ada, "c2", 1);
    assertEquals(second, phone.hears(UserNews.Ringing.class).ring());
    say(phone, second, RingAnswer.ACCEPT, "c2");
    hearsEnd(ada, second, RingReason.ACCEPTED, phone.session());
    heardNothingOfRings(call);
  }

  @Test
  void whoAttendsInACallIsAskedThere() {
    open();
    Person phone = attending(1, BOB, "phone");
    phone.socket().send(Say.join(ELSEWHERE, "bob"));
    phone.hears(ServerFrame.Joined.class);
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 1);
    assertEquals(ring, phone.hears(UserNews.Ringing.class).ring());
    ends(phone, ring, RingAnswer.DECLINE, RingReason.DECLINED);
    hearsEnd(ada, ring, RingReason.DECLINED, phone.session());
  }

  @Test
  void whoComesOutOfACallToAttendRingsAgain() {
    open();
    Person call = inACall(0, "bob");
    Person ada = ada(1);
    hearsEnd(ada, rings(ada, "c1", 0), RingReason.BUSY, null);
    Person phone = attending(1, BOB, "phone");
    isTold(ada, 2);
    call.socket().cut();
    isTold(ada, 1);
    RingId ring = rings(ada, "c2", 1);
    assertEquals(ring, phone.hears(UserNews.Ringing.class).ring());
  }

  @Test
  void whoSitsInACallRingsOthersAndHearsTheAnswer() {
    open();
    Person bob = attending(1, BOB, "laptop");
    Person ada = inACall(0, "ada");
    watchesBob(ada);
    isTold(ada, 1);
    RingId ring = rings(ada, "c1", 1);
    says(bob, ring, RingAnswer.ACCEPT);
    hearsEnd(ada, ring, RingReason.ACCEPTED, bob.session());
  }

  @Test
  void withTokensAPageRingsByWhatAttendsBesideItsCall() {
    open(SignedTokens.SETTINGS);
    SignedTokens tokens = new SignedTokens();
    Duration hour = Duration.ofHours(1);
    String bobs = tokens.token("bob", hour, Map.of("room", "*"));
    TestSocket call = house.socket(0);
    call.send(Order.showing(bobs, Say.join(ELSEWHERE, "page")));
    Person inCall = new Person(call, call.expect(ServerFrame.Joined.class).session());
    Person ada = showing(1, tokens.token("ada", hour, Map.of("users", List.of("*"))), "ada");
    watchesBob(ada);
    isTold(ada, 1);
    hearsEnd(ada, rings(ada, "c1", 0), RingReason.BUSY, null);
    Person page = showing(1, bobs, "page");
    isTold(ada, 2);
    RingId ring = rings(ada, "c2", 1);
    assertEquals(ring, page.hears(UserNews.Ringing.class).ring());
    ends(page, ring, RingAnswer.ACCEPT, RingReason.ACCEPTED);
    hearsEnd(ada, ring, RingReason.ACCEPTED, page.session());
    heardNothingOfRings(inCall);
  }

  /** A session that attends by a token. */
  private Person showing(int gateway, String token, String page) {
    TestSocket socket = house.socket(gateway);
    InstanceId instance = new InstanceId("instance-" + page);
    socket.send(new Attend(new CommandId("a1"), instance, 1, token, null, Values.NONE));
    return new Person(socket, socket.expect(UserNews.Attending.class).session());
  }
}
