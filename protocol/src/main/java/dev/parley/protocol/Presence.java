package dev.parley.protocol;

/**
 * Whether a user is there, as those who watch the user see it.
 *
 * @param sessions how many sessions of the user hold a socket; 0: the user is away
 * @param calls how many of these are in a room
 * @param status what the user tells, kept while there is a session: at most 256 bytes
 * @param rev grows with each change; 0 where nothing is known of the user
 */
public record Presence(int sessions, int calls, Values status, long rev) {
  /** That of a user of whom nothing is known. */
  public static final Presence NONE = new Presence(0, 0, Values.NONE, 0);

  public Presence {
    Check.whole("sessions", (long) sessions);
    Check.range("calls", (long) calls, 0, sessions);
    Check.present("status", status).within("status", Limits.STATUS);
    Check.whole("rev", rev);
  }
}
