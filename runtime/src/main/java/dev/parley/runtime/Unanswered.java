package dev.parley.runtime;

/** A question on the bus had no answer; whether it was carried out is unknown. */
public final class Unanswered extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why there is no answer. */
  public enum Reason {
    /** No instance of the service is known. */
    NOBODY,
    /** No answer came in time. */
    TIMED_OUT,
    /** Too many questions of this process wait for their answers; this one was not sent. */
    BUSY,
    /** The instance that was asked could not answer; its log says why. */
    FAILED
  }

  private final Reason reason;

  public Unanswered(String service, Reason reason) {
    // Expected whenever a process dies, so it carries no stack trace.
    super(service + ": " + reason, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
