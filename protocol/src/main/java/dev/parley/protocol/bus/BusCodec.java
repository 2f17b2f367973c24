package dev.parley.protocol.bus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.protocol.Json;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import java.util.Arrays;

/**
 * Bus messages to bytes and back. Questions and answers are JSON. A relayed frame is a header line,
 * {@code room from to} with {@code *} for everybody, followed by the frame's bytes as they are; a
 * JSON message starts with a brace, which no room name does.
 *
 * <p>Threading: no state.
 */
public final class BusCodec {
  private static final String EVERYBODY = "*";

  private BusCodec() {}

  public static byte[] encode(NodeMessage message) {
    return switch (message) {
      case NodeMessage.Structured structured -> Json.write(structured);
      case NodeMessage.Relayed relayed -> {
        String to = relayed.to() == null ? EVERYBODY : relayed.to().value();
        String header = relayed.room() + " " + relayed.from() + " " + to + "\n";
        byte[] start = header.getBytes(US_ASCII);
        byte[] bytes = Arrays.copyOf(start, start.length + relayed.frame().length);
        System.arraycopy(relayed.frame(), 0, bytes, start.length, relayed.frame().length);
        yield bytes;
      }
    };
  }

  /**
   * The message that these bytes are.
   *
   * @throws RuntimeException if the bytes are no such message: a fault of whoever sent it
   */
  public static NodeMessage decodeNodeMessage(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == '{') {
      return Json.read(bytes, NodeMessage.Structured.class);
    }
    int end = 0;
    while (bytes[end] != '\n') {
      end++;
    }
    String[] header = new String(bytes, 0, end, US_ASCII).split(" ", 3);
    return new NodeMessage.Relayed(
        new RoomName(header[0]),
        new SessionId(header[1]),
        header[2].equals(EVERYBODY) ? null : new SessionId(header[2]),
        Arrays.copyOfRange(bytes, end + 1, bytes.length));
  }

  /** Encodes a question or an answer of a service. */
  public static byte[] encode(Object message) {
    return Json.write(message);
  }

  /**
   * The frame that these bytes are.
   *
   * @param type the sealed interface, or the record where there is only one
   * @throws RuntimeException if the bytes are no such message: a fault of whoever sent it
   */
  public static <T> T decode(byte[] bytes, Class<T> type) {
    return Json.read(bytes, type);
  }
}
