package dev.parley.presence.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.presence.domain.Ringing.Verdict;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Ring;
import dev.parley.protocol.bus.Ring.Word;
import dev.parley.protocol.wire.Caller;
import dev.parley.protocol.wire.RingAnswer;
import dev.parley.protocol.wire.RingReason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RingingTest {
  private static final long UNTIL = 90_000;
  private static final UserId ADA = new UserId("ada");
  private static final UserId BOB = new UserId("bob");
  private static final SessionId LAPTOP = new SessionId("bob-laptop");
  private static final SessionId PHONE = new SessionId("bob-phone");
  private static final Set<SessionId> BOTH = Set.of(LAPTOP, PHONE);
  private static final Ring RING =
      new Ring(
          new RingId("ring-0001"),
          new Caller(ADA, new SessionId("ada-laptop")),
          new InstanceId("adas-page"),
          BOB,
          new RoomName("north"),
          Values.NONE,
          UNTIL,
          1,
          Set.of(),
          null);

  private static Word word(UserId user, SessionId session, String id) {
    return new Word(user, session, new InstanceId("page-" + session), new CommandId(id));
  }

  private static Verdict answer(Ring ring, RingAnswer answer, SessionId session, String id) {
    return Ringing.answer(ring, answer, word(BOB, session, id), BOTH, 1);
  }

  private static Ring ended(Ring ring, RingAnswer answer, SessionId session, String id) {
    Verdict verdict = answer(ring, answer, session, id);
    assertTrue(verdict.carriedOut());
    return verdict.next();
  }

  private static void assertEnded(RingReason reason, SessionId by, Ring ring) {
    assertEquals(reason, ring.end().reason());
    assertEquals(by, ring.endedBy());
  }

  private static void assertOver(Ring before, Verdict verdict) {
    assertFalse(verdict.carriedOut());
    assertSame(before, verdict.next());
  }

  @Test
  void theFirstThatAcceptsWins() {
    Ring accepted = ended(RING, RingAnswer.ACCEPT, LAPTOP, "c1");
    assertEnded(RingReason.ACCEPTED, LAPTOP, accepted);
    assertEquals(2, accepted.rev());
    assertOver(accepted, answer(accepted, RingAnswer.ACCEPT, PHONE, "c1"));
  }

  @Test
  void oneThatDeclinesEndsIt() {
    assertEnded(RingReason.DECLINED, PHONE, ended(RING, RingAnswer.DECLINE, PHONE, "c1"));
  }

  @Test
  void itEndsOnlyWhenAllAreBusy() {
    Ring half = ended(RING, RingAnswer.BUSY, LAPTOP, "c1");
    assertTrue(half.isOpen());
    assertEnded(RingReason.BUSY, PHONE, ended(half, RingAnswer.BUSY, PHONE, "c1"));
  }

  @Test
  void whoIsBusyTwiceIsBusyOnceAndMayStillAccept() {
    Ring half = ended(RING, RingAnswer.BUSY, LAPTOP, "c1");
    assertSame(half, ended(half, RingAnswer.BUSY, LAPTOP, "c2"));
    assertEnded(RingReason.ACCEPTED, LAPTOP, ended(half, RingAnswer.ACCEPT, LAPTOP, "c3"));
  }

  @ParameterizedTest
  @EnumSource(RingAnswer.class)
  void aRepetitionHearsTheSameAlsoFromALaterSession(RingAnswer answer) {
    Word word = word(BOB, LAPTOP, "c1");
    Ring next = Ringing.answer(RING, answer, word, Set.of(LAPTOP), 1).next();
    Word later = new Word(BOB, new SessionId("bob-laptop-again"), word.instance(), word.id());
    Verdict again = Ringing.answer(next, answer, later, Set.of(LAPTOP), UNTIL + 1);
    assertTrue(again.carriedOut());
    assertSame(next, again.next());
    Word other = word(BOB, LAPTOP, "c2");
    assertOver(next, Ringing.answer(next, answer, other, Set.of(LAPTOP), 2));
  }

  @Test
  void onlyTheUserThatIsRungAnswersAndOnlyWhoRangCancels() {
    for (RingAnswer answer : RingAnswer.values()) {
      Word word = word(ADA, RING.from().session(), "c1");
      assertOver(RING, Ringing.answer(RING, answer, word, Set.of(), 1));
    }
    assertOver(RING, Ringing.cancel(RING, word(BOB, LAPTOP, "c1"), 1));
  }

  @Test
  void whoRangCancelsByAnySessionAndTwiceIsOnce() {
    Word word = word(ADA, new SessionId("ada-phone"), "c1");
    Verdict cancelled = Ringing.cancel(RING, word, 1);
    assertTrue(cancelled.carriedOut());
    assertEnded(RingReason.CANCELLED, word.session(), cancelled.next());
    assertTrue(Ringing.cancel(cancelled.next(), word, 2).carriedOut());
    assertOver(cancelled.next(), Ringing.cancel(cancelled.next(), word(ADA, LAPTOP, "c2"), 2));
    assertOver(cancelled.next(), answer(cancelled.next(), RingAnswer.ACCEPT, LAPTOP, "c1"));
  }

  @Test
  void afterItsTimeItHasExpiredWhateverIsSaid() {
    assertSame(RING, Ringing.expire(RING, UNTIL - 1));
    Ring expired = Ringing.expire(RING, UNTIL);
    assertEnded(RingReason.EXPIRED, null, expired);
    assertSame(expired, Ringing.expire(expired, UNTIL + 1));
    for (RingAnswer answer : RingAnswer.values()) {
      Verdict late = Ringing.answer(RING, answer, word(BOB, LAPTOP, "c1"), BOTH, UNTIL);
      assertFalse(late.carriedOut());
      assertEnded(RingReason.EXPIRED, null, late.next());
    }
    assertFalse(Ringing.cancel(RING, word(ADA, LAPTOP, "c1"), UNTIL).carriedOut());
  }
}
