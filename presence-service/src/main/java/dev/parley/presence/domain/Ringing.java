package dev.parley.presence.domain;

import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Ring;
import dev.parley.protocol.bus.Ring.Word;
import dev.parley.protocol.wire.RingAnswer;
import dev.parley.protocol.wire.RingReason;
import java.util.Set;

/**
 * The rules of a ring: the first word that ends it counts, and whoever repeats that word hears the
 * same. Times are ms since 1970 of the store's clock.
 */
public final class Ringing {
  private Ringing() {}

  /**
   * What becomes of a ring.
   *
   * @param next the same where nothing changes
   * @param carriedOut whether the word counted, or had counted before; if not, the ring is over
   */
  public record Verdict(Ring next, boolean carriedOut) {}

  /**
   * The user that is rung answers.
   *
   * @param present the sessions of that user that hear rings; when all of them are busy, it ends
   */
  public static Verdict answer(
      Ring ring, RingAnswer answer, Word word, Set<SessionId> present, long now) {
    if (!word.user().equals(ring.to())) {
      return new Verdict(ring, false);
    }
    return switch (answer) {
      case ACCEPT -> end(ring, RingReason.ACCEPTED, word, now);
      case DECLINE -> end(ring, RingReason.DECLINED, word, now);
      case BUSY -> busy(ring, word, present, now);
    };
  }

  private static Verdict busy(Ring ring, Word word, Set<SessionId> present, long now) {
    boolean fresh = ring.isOpen() && now < ring.until();
    if (fresh && ring.busy().contains(word.session())) {
      return new Verdict(ring, true);
    }
    Ring next = ring.busyAt(word.session());
    return !fresh || next.busy().containsAll(present)
        ? end(ring, RingReason.BUSY, word, now)
        : new Verdict(next, true);
  }

  /** The end at once of a ring to a user who is there, in calls alone, where no ring is heard. */
  public static Ring.End nobodyHears(long now) {
    return new Ring.End(RingReason.BUSY, now, null);
  }

  /** The user who rang gives it up. */
  public static Verdict cancel(Ring ring, Word word, long now) {
    return word.user().equals(ring.from().user())
        ? end(ring, RingReason.CANCELLED, word, now)
        : new Verdict(ring, false);
  }

  private static Verdict end(Ring ring, RingReason reason, Word word, long now) {
    Ring.End end = ring.end();
    if (end != null) {
      boolean again = end.by() != null && end.reason() == reason && word.repeats(end.by());
      return new Verdict(ring, again);
    }
    return now < ring.until()
        ? new Verdict(ring.ended(new Ring.End(reason, now, word)), true)
        : new Verdict(expire(ring, now), false);
  }

  /** The same ring, or its end if its time has come. */
  public static Ring expire(Ring ring, long now) {
    return ring.isOpen() && now >= ring.until()
        ? ring.ended(new Ring.End(RingReason.EXPIRED, now, null))
        : ring;
  }
}
