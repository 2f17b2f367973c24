package dev.parley.runtime;

import dev.parley.protocol.NodeId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The words of a line. {@code {0}}, {@code {1}} … stand for the parameters; what is of the protocol
 * (an id, a frame) appears as its hash, so nobody can log it as text by accident. Only nodes and
 * words of an enum are told.
 */
record LogText(IdHash hash) {

  private static final String UNTOLD = "it could not be read";
  private static final int MOST_CAUSES = 20;
  private static final String PROTOCOL = NodeId.class.getPackageName();

  String message(LogRecord record) {
    String message = record.getMessage() == null ? "" : record.getMessage();
    @Nullable Object[] parameters = record.getParameters();
    if (parameters == null) {
      return message;
    }
    for (int i = 0; i < parameters.length; i++) {
      message = message.replace("{" + i + "}", shown(parameters[i]));
    }
    return message;
  }

  private String shown(@Nullable Object parameter) {
    if (parameter == null) {
      return "null";
    }
    boolean told = parameter instanceof NodeId || parameter instanceof Enum<?>;
    boolean ofProtocol = parameter.getClass().getPackageName().startsWith(PROTOCOL);
    return ofProtocol && !told ? hash.of(parameter) : parameter.toString();
  }

  /**
   * The stack trace, or null. What Jackson could not read stands in its messages, and may be what
   * somebody said: it is left out.
   */
  @Nullable String error(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return null;
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    String told = trace.toString();
    for (Throwable cause : causes(thrown)) {
      if (cause instanceof JacksonException && cause.getMessage() != null) {
        told = told.replace(cause.getMessage(), UNTOLD);
      }
    }
    return told;
  }

  private static List<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .toList();
  }
}
