package dev.parley.runtime;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * One line an event on standard output, of our code and of every library. Our code logs by {@link
 * System.Logger}, so it depends on no logging library.
 */
final class Logs {

  /** How a line looks. */
  enum Form {
    JSON,
    TEXT
  }

  /** Held, as java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger OURS = Logger.getLogger("dev.parley");

  private Logs() {}

  /**
   * Sends all logs of the process to standard output.
   *
   * @param level of our own code; libraries are logged from INFO up at most
   */
  static void install(Form form, System.Logger.Level level, IdHash hash) {
    if (!(LogManager.getLogManager() instanceof LogKeeper)) {
      throw new IllegalStateException(
          "something has logged before the launcher took over the logs");
    }
    LogText text = new LogText(hash);
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler old : root.getHandlers()) {
      root.removeHandler(old);
    }
    root.addHandler(
        new StdoutHandler(
            switch (form) {
              case JSON -> new JsonLine(text);
              case TEXT -> new TextLine(text);
            }));
    Level ours = Level.parse(Integer.toString(level.getSeverity()));
    OURS.setLevel(ours);
    root.setLevel(ours.intValue() > Level.INFO.intValue() ? ours : Level.INFO);
  }

  /** Writes each line at once, so that a killed process has said what it saw. */
  private static final class StdoutHandler extends Handler {

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    StdoutHandler(Formatter formatter) {
      setFormatter(formatter);
    }

    @Override
    public void publish(LogRecord record) {
      out.print(getFormatter().format(record));
      out.flush();
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
