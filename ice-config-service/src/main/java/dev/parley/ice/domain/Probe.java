package dev.parley.ice.domain;

/**
 * One health check of one server, as a dialogue: what to ask, what to make of an answer. Whoever
 * leads it sends what {@link #begin} and {@link #hear} say, again while nothing comes, and calls
 * {@link #silence} when time is up.
 *
 * <p><em>Threading:</em> one thread.
 */
public sealed interface Probe permits BindingProbe, AllocationProbe {

  /** How a check ended; a label of the metrics. */
  enum Outcome {
    /** It does what it is there for. */
    ALIVE,
    /** No answer in time. */
    SILENT,
    /** No way to it: its name is unknown, its port closed, its certificate bad. */
    UNREACHABLE,
    /** It does not take the credentials. */
    REFUSED,
    /** It answers, but cannot serve: it is full, or no server of this kind. */
    BROKEN
  }

  /** What comes next. */
  sealed interface Step {
    /** This is to be sent. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Ask(byte[] request) implements Step {}

    /** That was not the answer: waiting goes on. */
    record Wait() implements Step {}

    /** The check is over. */
    record End(Outcome outcome) implements Step {}
  }

  Step begin();

  Step hear(StunMessage answer);

  /** No answer came in time. */
  Outcome silence();
}
