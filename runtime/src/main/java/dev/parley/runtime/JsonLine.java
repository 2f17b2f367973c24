package dev.parley.runtime;

import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A line for machines: one JSON object with at, level, logger, message and perhaps error. */
final class JsonLine extends Formatter {

  private final JsonFactory json = new JsonFactory();
  private final LogText text;

  JsonLine(LogText text) {
    this.text = text;
  }

  @Override
  public String format(LogRecord record) {
    StringWriter line = new StringWriter();
    try (JsonGenerator object = json.createGenerator(ObjectWriteContext.empty(), line)) {
      object.writeStartObject();
      object.writeStringProperty("at", record.getInstant().toString());
      object.writeStringProperty("level", record.getLevel().getName());
      object.writeStringProperty("logger", String.valueOf(record.getLoggerName()));
      object.writeStringProperty("message", text.message(record));
      String error = text.error(record);
      if (error != null) {
        object.writeStringProperty("error", error);
      }
      object.writeEndObject();
    }
    return line + "\n";
  }
}
