package dev.parley.runtime;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

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

  /** Tells each closed connection with its stack, and the secret name of the cluster. */
  private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");

  /** The part that tells why nodes do not find together. */
  private static final Logger MEMBERSHIP = Logger.getLogger("com.hazelcast.internal.cluster");

  /** Tells, as if it were a fault, that a connection was given up before it was open. */
  private static final Logger REDIS =
      Logger.getLogger("io.vertx.redis.client.impl.RedisConnectionManager");

  /** These tell what cannot be reached, or bound to, or joined: that is no fault of our code. */
  private static final List<Logger> STACKLESS =
      Stream.of(
              "io.vertx.core.eventbus.impl.clustered.ClusteredEventBus",
              "io.vertx.core.impl.VertxImpl",
              "com.hazelcast.instance.AddressPicker")
          .map(Logger::getLogger)
          .toList();

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
    quietCluster();
    REDIS.setLevel(Level.OFF);
    root.setLevel(ours.intValue() > Level.INFO.intValue() ? ours : Level.INFO);
  }

  static void quietCluster() {
    HAZELCAST.setLevel(Level.SEVERE);
    MEMBERSHIP.setLevel(Level.WARNING);
    STACKLESS.forEach(log -> log.setFilter(Logs::withoutStack));
  }

  private static boolean withoutStack(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      String reason = String.valueOf(thrown.getMessage());
      String message = String.valueOf(record.getMessage());
      record.setMessage(message.endsWith(reason) ? message : message + ": " + reason);
      record.setThrown(null);
    }
    return true;
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
