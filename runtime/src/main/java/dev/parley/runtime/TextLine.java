package dev.parley.runtime;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * A line for people: time, level, last part of the logger's name, message; then the stack trace.
 */
final class TextLine extends Formatter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final LogText text;

  TextLine(LogText text) {
    this.text = text;
  }

  @Override
  public String format(LogRecord record) {
    String name = String.valueOf(record.getLoggerName());
    String error = text.error(record);
    return "%s %-7s %s: %s%n%s"
        .formatted(
            TIME.format(record.getInstant()),
            record.getLevel().getName(),
            name.substring(name.lastIndexOf('.') + 1),
            text.message(record),
            error == null ? "" : error);
  }
}
