package dev.parley.survival;

/** How much is shown: a short form in {@code ./verify}, the whole with {@code VERIFY_LONG}. */
final class Form {
  static final boolean IS_LONG = System.getenv("VERIFY_LONG") != null;

  /** After which a silent socket is lost, on both sides. */
  static final int SILENCE_MS = IS_LONG ? 12_000 : 6_000;

  /** For which a session without a socket keeps its place. */
  static final int AWAY_MS = IS_LONG ? 45_000 : 15_000;

  private static final int SHARED = 10;

  private Form() {}

  /**
   * A bound on a time, in ms. The whole is judged as it is promised, on a machine that does nothing
   * else; the short form shares the machine with whatever else runs there, and so is given more.
   */
  static double within(double ms) {
    return IS_LONG ? ms : SHARED * ms;
  }

  /** One of two counts. */
  static int of(int inShort, int inFull) {
    return IS_LONG ? inFull : inShort;
  }
}
