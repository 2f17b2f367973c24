package dev.parley.protocol.wire;

import dev.parley.protocol.Check;

/**
 * What the server allows.
 *
 * @param frame bytes of a frame from the client
 * @param signals signals a second, in the long run
 * @param hold ms that {@code leave} may ask for
 */
public record SessionLimits(int frame, int signals, long hold) {
  public SessionLimits {
    Check.count("frame", (long) frame);
    Check.count("signals", (long) signals);
    Check.whole("hold", hold);
  }
}
