package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.RingId;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.RingAnswer;
import dev.parley.protocol.wire.RingReason;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.UserCommand;
import dev.parley.protocol.wire.UserNews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Users ring each other, through real sockets at two gateways. */
class RingTest extends RingScene {
  @Test
  void allSessionsRingAndTheFirstThatAcceptsWins() {
    open();
    Person laptop = attending(0, BOB, "laptop");
    Person phone = attending(1, BOB, "phone");
    Person ada = ada(2);
    RingId ring = rings(ada, "c1", 2);
    for (Person bob : List.of(laptop, phone)) {
      UserNews.Ringing ringing = bob.hears(UserNews.Ringing.class);
      assertEquals(ring, ringing.ring());
      assertEquals(ADA, ringing.from().user());
      assertEquals(ada.session(), ringing.from().session());
      assertEquals(ROOM, ringing.room());
      assertEquals(WHY, ringing.values());
    }
    ends(phone, ring, RingAnswer.ACCEPT, RingReason.ACCEPTED);
    Stream.of(ada, laptop)
        .forEach(each -> hearsEnd(each, ring, RingReason.ACCEPTED, phone.session()));
    say(laptop, ring, RingAnswer.ACCEPT, "c1");
    laptop.socket().expectError(ErrorCode.RING_OVER);
  }

  @Test
  void ofThoseThatAcceptAtOnceExactlyOneWinsAndAllAreToldWho() {
    open();
    List<Person> bobs = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      bobs.add(attending(number % 2, BOB, "page-" + number));
    }
    Person ada = ada(10);
    RingId ring = rings(ada, "c1", 10);
    bobs.forEach(bob -> bob.hears(UserNews.Ringing.class));
    bobs.forEach(bob -> say(bob, ring, RingAnswer.ACCEPT, "c1"));
    UserNews.RingEnded end = ada.hears(UserNews.RingEnded.class);
    long winners = bobs.stream().filter(bob -> wins(bob, end)).count();
    assertEquals(1, winners);
  }

  /** Whether its answer counted; in whichever order, it hears that, and how the ring ended. */
  private static boolean wins(Person bob, UserNews.RingEnded end) {
    boolean ended = false;
    ServerFrame answer = null;
    while (!ended || answer == null) {
      ServerFrame frame = bob.hears(ServerFrame.class);
      if (frame instanceof UserNews.RingEnded heard) {
        assertEquals(end, heard);
        ended = true;
      } else if (frame instanceof ServerFrame.Ok || frame instanceof Refusal) {
        answer = frame;
      }
    }
    boolean won = answer instanceof ServerFrame.Ok;
    assertEquals(won, bob.session().equals(end.by()));
    return won;
  }

  @Test
  void oneThatDeclinesEndsItForAll() {
    open();
    Person laptop = attending(0, BOB, "laptop");
    Person phone = attending(1, BOB, "phone");
    Person ada = ada(2);
    RingId ring = rings(ada, "c1", 2);
    laptop.hears(UserNews.Ringing.class);
    ends(laptop, ring, RingAnswer.DECLINE, RingReason.DECLINED);
    Stream.of(ada, phone)
        .forEach(each -> hearsEnd(each, ring, RingReason.DECLINED, laptop.session()));
  }

  @Test
  void whoRangGivesItUp() {
    open();
    Person bob = attending(1, BOB, "laptop");
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 1);
    bob.hears(UserNews.Ringing.class);
    ada.socket().send(new UserCommand.Cancel(new CommandId("c2"), ring));
    assertEquals(
        new UserNews.RingEnded(ring, RingReason.CANCELLED, ada.session()),
        endAndOk(ada.socket(), "c2"));
    hearsEnd(bob, ring, RingReason.CANCELLED, ada.session());
  }

  @Test
  void itIsBusyOnlyWhenAllAre() {
    open();
    Person laptop = attending(0, BOB, "laptop");
    Person phone = attending(1, BOB, "phone");
    Person ada = ada(2);
    RingId ring = rings(ada, "c1", 2);
    phone.hears(UserNews.Ringing.class);
    says(laptop, ring, RingAnswer.BUSY);
    says(laptop, ring, RingAnswer.BUSY);
    says(phone, ring, RingAnswer.BUSY);
    hearsEnd(ada, ring, RingReason.BUSY, phone.session());
    hearsEnd(laptop, ring, RingReason.BUSY, phone.session());
  }

  @Test
  void aRingThatNobodyAnswersExpires() {
    open(Map.of("PARLEY_RING_LIFE", "1s"));
    Person bob = attending(1, BOB, "laptop");
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 1);
    bob.hears(UserNews.Ringing.class);
    hearsEnd(bob, ring, RingReason.EXPIRED, null);
    hearsEnd(ada, ring, RingReason.EXPIRED, null);
    say(bob, ring, RingAnswer.ACCEPT, "c1");
    bob.socket().expectError(ErrorCode.RING_OVER);
  }

  @Test
  void aSessionInARoomRingsAndIsRungByTheUserThatItAttendsAs() {
    open();
    Person bob = attending(1, BOB, "laptop");
    Say.joined(bob.socket(), "bob");
    Person ada = ada(1);
    Say.joined(ada.socket(), "ada");
    RingId ring = rings(ada, "c1", 1);
    bob.hears(UserNews.Ringing.class);
    says(bob, ring, RingAnswer.ACCEPT);
    hearsEnd(ada, ring, RingReason.ACCEPTED, bob.session());
  }

  @Test
  void whoRingsOneselfHearsItElsewhere() {
    open();
    Person laptop = attending(0, BOB, "laptop");
    ada(1);
    Person phone = attending(1, BOB, "phone");
    Person ada = ada(2);
    RingId ring = rings(laptop, "c1", 2);
    assertEquals(ring, phone.hears(UserNews.Ringing.class).ring());
    says(phone, ring, RingAnswer.ACCEPT);
    hearsEnd(laptop, ring, RingReason.ACCEPTED, phone.session());
    assertTrue(ada.socket().heardSoFar().stream().noneMatch(UserNews.RingEnded.class::isInstance));
  }

  @Test
  void badRingsAreRefusedClearly() {
    open(Map.of("PARLEY_RINGS_PER_MINUTE", "3"));
    Person ada = ada(0);
    ada.socket().send(ring("c1"));
    ada.socket().expectError(ErrorCode.UNKNOWN_PEER);
    RingId none = new RingId("no-such-ring");
    say(ada, none, RingAnswer.ACCEPT, "c2");
    ada.socket().expectError(ErrorCode.RING_OVER);
    ada.socket().send(new UserCommand.Cancel(new CommandId("c3"), none));
    ada.socket().expectError(ErrorCode.RING_OVER);
    Person bob = attending(1, BOB, "laptop");
    ada.socket().expect(UserNews.Presences.class, told -> sessions(told) == 1);
    RingId ring = rings(ada, "c4", 1);
    say(ada, ring, RingAnswer.ACCEPT, "c5");
    ada.socket().expectError(ErrorCode.RING_OVER);
    bob.socket().send(new UserCommand.Cancel(new CommandId("c6"), ring));
    bob.socket().expectError(ErrorCode.RING_OVER);
    rings(ada, "c7", 1);
    ada.socket().send(ring("c8"));
    Refusal limited = ada.socket().expectError(ErrorCode.RATE_LIMITED);
    assertTrue(limited.after() > 0);
    TestSocket guest = house.socket(0);
    Say.joined(guest, "guest");
    guest.send(ring("c1"));
    assertNull(guest.expectError(ErrorCode.FORBIDDEN).after());
  }
}
