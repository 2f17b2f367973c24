package dev.parley.presence.domain;

import dev.parley.protocol.Hex64;
import java.time.Duration;
import java.util.Optional;

/**
 * For how long the store has answered without a break, as one instance saw it.
 *
 * <p>A store that was away, frozen or emptied shows every lease as lapsed although the gateways
 * live; nobody may be judged until they have had time to renew. A pause of this process counts as a
 * break too, as nothing is known of that time. Times are ms of a clock that only goes forward.
 *
 * @param run the answers since the last break; empty before the first and after a failure
 */
public record Continuity(Optional<Run> run) {

  /** Two answers further apart than this are not continuous. */
  public static final Duration LONGEST_GAP = Duration.ofSeconds(2);

  /** Before the first answer. */
  public static final Continuity NONE = new Continuity(Optional.empty());

  /** Answers of one life of the store, none further than the gap from the one before. */
  public record Run(Hex64 epoch, long first, long last) {}

  /** After an answer of the store whose life {@code epoch} names. */
  public Continuity answered(Hex64 epoch, long now) {
    return new Continuity(Optional.of(new Run(epoch, first(epoch, now), now)));
  }

  /** After a call that the store did not answer. */
  public Continuity failed() {
    return NONE;
  }

  /** Whether the store has answered for that long, until now. */
  public boolean lasts(Duration settle, long now) {
    return run.filter(r -> isFresh(r, now) && r.last() - r.first() >= settle.toMillis())
        .isPresent();
  }

  private long first(Hex64 epoch, long now) {
    return run.filter(r -> r.epoch().equals(epoch) && isFresh(r, now)).map(Run::first).orElse(now);
  }

  private static boolean isFresh(Run run, long now) {
    return now - run.last() <= LONGEST_GAP.toMillis();
  }
}
