package dev.parley.gateway.tokens;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Whatever is logged by anybody, at any level, for a while. */
final class Heard extends Handler {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private Heard() {}

  /** The lines that are logged while that runs. */
  static List<String> during(Runnable action) {
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    Heard heard = new Heard();
    heard.setLevel(Level.ALL);
    root.addHandler(heard);
    root.setLevel(Level.FINE);
    try {
      action.run();
      return List.copyOf(heard.lines);
    } finally {
      root.setLevel(before);
      root.removeHandler(heard);
    }
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(line.getLevel() + " " + line.getLoggerName() + " " + line.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
