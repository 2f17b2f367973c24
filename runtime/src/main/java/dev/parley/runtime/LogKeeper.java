package dev.parley.runtime;

import java.util.logging.LogManager;

/**
 * Keeps the handlers of the logs when the JVM shuts down: java.util.logging drops them in a
 * shutdown hook, at the same time as the orderly stop that is worth logging. Public for
 * java.util.logging, which makes the only instance.
 */
public final class LogKeeper extends LogManager {

  @Override
  public void reset() {
    // See the class.
  }
}
