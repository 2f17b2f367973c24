package dev.parley.ice.domain;

import java.util.HashMap;
import java.util.Map;

/**
 * What probes have shown of each server, with hysteresis: two failures in a row take a server down,
 * three answers in a row bring it up again, so that neither a lost packet nor a server that flaps
 * moves clients to and fro. A server that was never probed is up.
 *
 * <p><em>Threading:</em> one thread.
 */
public final class Health {
  private static final int FAILURES = 2;
  private static final int ANSWERS = 3;

  /** What clients may be told. */
  public enum State {
    UP,
    /** Its last probe failed; told behind the others. */
    DOUBTED,
    /** Not told, where others of its kind are there. */
    DOWN
  }

  /** How many probes in a row said otherwise than {@code up}. */
  private record Standing(boolean up, int against) {
    static final Standing UNKNOWN = new Standing(true, 0);

    Standing after(boolean alive) {
      if (alive == up) {
        return new Standing(up, 0);
      }
      boolean turns = against + 1 >= (up ? FAILURES : ANSWERS);
      return turns ? new Standing(alive, 0) : new Standing(up, against + 1);
    }
  }

  private final Map<Server, Standing> standings = new HashMap<>();

  /**
   * Takes the result of a probe.
   *
   * @return whether the server went down or came up by it
   */
  public boolean note(Server server, boolean alive) {
    Standing before = standings.getOrDefault(server, Standing.UNKNOWN);
    Standing after = before.after(alive);
    standings.put(server, after);
    return before.up() != after.up();
  }

  public State of(Server server) {
    Standing standing = standings.getOrDefault(server, Standing.UNKNOWN);
    if (!standing.up()) {
      return State.DOWN;
    }
    return standing.against() > 0 ? State.DOUBTED : State.UP;
  }
}
