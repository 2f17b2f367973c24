package dev.parley.protocol;

/**
 * The numbers of the protocol that are the same on every server; the ones that vary travel in
 * {@code joined}.
 */
public final class Limits {
  /**
   * The largest integer that a JavaScript number holds exactly (ECMA-262, Number.MAX_SAFE_INTEGER).
   */
  public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  /** Bytes of a frame from a client. */
  public static final int CLIENT_FRAME = 64 * 1024;

  /** Bytes of a frame from a server. */
  public static final int SERVER_FRAME = 256 * 1024;

  /** JSON containers within each other, the frame's own object included. */
  public static final int NESTING = 16;

  /** Bytes of a profile, encoded as JSON in UTF-8. */
  public static final int PROFILE = 512;

  /** Bytes of the values of a pulse, encoded as JSON in UTF-8. */
  public static final int PULSE = 256;

  /** Bytes of the status of a user, and of the values of a ring, encoded as JSON in UTF-8. */
  public static final int STATUS = 256;

  /** Users whom one session may watch, or name in one frame. */
  public static final int WATCHES = 200;

  public static final int OFFERS = 4;
  public static final int CAPABILITIES = 16;
  public static final int ACKS = 64;

  /** Names of values that one update may remove. */
  public static final int UNSET = 32;

  public static final int ROOM_KEYS = 32;

  /** Bytes of the value of a room key in UTF-8. */
  public static final int ROOM_KEY = 512;

  public static final int DEFAULT_CAPACITY = 12;
  public static final int MAX_CAPACITY = 50;

  /** Who may wait in a lobby at a time. */
  public static final int LOBBY = 50;

  /** Bans of a room. */
  public static final int BANS = 64;

  /** Milliseconds that a leaving session may keep its place. */
  public static final long MAX_HOLD = 600_000;

  /** Characters of a token. */
  public static final int TOKEN = 8 * 1024;

  private Limits() {}
}
