package dev.parley.allinone;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Whatever anybody logs, with its parameters and its failures, from the finest level on. */
final class Logged extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger("dev.parley");
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  Logged() {
    setLevel(Level.ALL);
    root.addHandler(this);
    ours.setLevel(Level.ALL);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    StringWriter text = new StringWriter();
    text.append(line.getLevel() + " " + line.getMessage());
    text.append(Arrays.toString(line.getParameters()));
    if (line.getThrown() != null) {
      line.getThrown().printStackTrace(new PrintWriter(text));
    }
    lines.add(text.toString());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ours.setLevel(null);
    root.removeHandler(this);
  }
}
