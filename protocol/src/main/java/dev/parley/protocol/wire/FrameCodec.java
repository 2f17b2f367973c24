package dev.parley.protocol.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Json;
import dev.parley.protocol.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Frames of one direction to bytes and back. Decoding is strict (bad UTF-8, duplicate fields,
 * nesting over 16, coerced types and trailing text are refused) but for fields that it does not
 * know, which it skips. It reads twice: first all of the syntax, for the type and the id wherever
 * they stand, then the fields of that type; so what fails the second time is a field. {@code data}
 * is skipped token by token and kept as the bytes it came in.
 *
 * <p>Threading: immutable.
 *
 * @param <F> what comes in
 */
public final class FrameCodec<F extends Frame> {
  /** What a server decodes. */
  public static final FrameCodec<ClientFrame> CLIENT =
      new FrameCodec<>(ClientFrame.class, Limits.CLIENT_FRAME);

  /** What a client decodes. */
  public static final FrameCodec<ServerFrame> SERVER =
      new FrameCodec<>(ServerFrame.class, Limits.SERVER_FRAME);

  private final Map<String, Class<? extends F>> types;
  private final int maxBytes;

  private FrameCodec(Class<F> base, int maxBytes) {
    // A record may be of two of the sealed interfaces.
    this.types =
        records(base).distinct().collect(Collectors.toMap(FrameCodec::typeOf, Function.identity()));
    this.maxBytes = maxBytes;
  }

  private static <T> Stream<Class<? extends T>> records(Class<? extends T> base) {
    if (base.isRecord()) {
      return Stream.of(base);
    }
    return Arrays.stream(base.getPermittedSubclasses())
        .flatMap(permitted -> records(permitted.<T>asSubclass(asType(base))));
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<T> asType(Class<? extends T> base) {
    return (Class<T>) base;
  }

  static String typeOf(Class<?> record) {
    JsonTypeName name = record.getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalStateException(record + " has no @JsonTypeName");
    }
    return name.value();
  }

  /** The words of all types of this direction. */
  public Set<String> types() {
    return types.keySet();
  }

  /**
   * The frame that these bytes are.
   *
   * @param text UTF-8; the frame keeps a view of it where it has {@code data}
   * @throws BadFrame if it is no frame of this direction: {@code too-large}, {@code bad-frame},
   *     {@code unknown-type} or {@code bad-field}
   */
  public F decode(byte[] text) throws BadFrame {
    if (text.length > maxBytes) {
      throw new BadFrame(
          ErrorCode.TOO_LARGE, null, "A frame may have at most " + maxBytes + " bytes.");
    }
    checkEncoding(text);
    Outline outline = outline(text);
    Class<? extends F> type = types.get(outline.type());
    if (type == null) {
      throw new BadFrame(ErrorCode.UNKNOWN_TYPE, outline.id());
    }
    try {
      return Json.read(text, type);
    } catch (JacksonException e) {
      throw new BadFrame(ErrorCode.BAD_FIELD, outline.id(), Json.reason(e));
    }
  }

  /**
   * Refuses bad UTF-8, since its receiver would have to close the socket (RFC 6455, section 8.1),
   * and the NUL and byte order mark by which Jackson would take the bytes for another encoding.
   */
  private static void checkEncoding(byte[] text) throws BadFrame {
    try {
      String characters = UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
      if (characters.indexOf('\0') >= 0 || characters.startsWith("\uFEFF")) {
        throw new BadFrame(ErrorCode.BAD_FRAME, null);
      }
    } catch (CharacterCodingException e) {
      throw new BadFrame(ErrorCode.BAD_FRAME, null);
    }
  }

  /** The two fields that every decoder needs, wherever they stand in the frame. */
  private record Outline(String type, @Nullable CommandId id) {}

  private static Outline outline(byte[] text) throws BadFrame {
    try (JsonParser parser = Json.MAPPER.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadFrame(ErrorCode.BAD_FRAME, null);
      }
      String type = null;
      CommandId id = null;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING && name.equals("type")) {
          type = parser.getString();
        } else if (value == JsonToken.VALUE_STRING && name.equals("id")) {
          id = readable(parser.getString());
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new BadFrame(ErrorCode.BAD_FRAME, null);
      }
      if (type == null) {
        throw new BadFrame(ErrorCode.BAD_FIELD, id, "type must be a string");
      }
      return new Outline(type, id);
    } catch (JacksonException e) {
      throw new BadFrame(ErrorCode.BAD_FRAME, null);
    }
  }

  private static @Nullable CommandId readable(String id) {
    try {
      return new CommandId(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The frame as JSON in UTF-8; the bytes of a signal's data are copied as they are. */
  public static byte[] encode(Frame frame) {
    return switch (frame) {
      case ServerFrame.Signal signal -> splice(signal);
      case ServerFrame other -> Json.write(other);
      case ClientFrame other -> Json.write(other);
    };
  }

  private static byte[] splice(ServerFrame.Signal signal) {
    StringBuilder head = new StringBuilder(160);
    head.append("{\"type\":\"signal\",\"from\":\"").append(signal.from());
    head.append("\",\"link\":").append(signal.link()).append(",\"seq\":").append(signal.seq());
    if (signal.ack() != null) {
      head.append(",\"ack\":").append(signal.ack());
    }
    head.append(",\"kind\":\"").append(signal.kind().word()).append("\",\"data\":");
    byte[] start = head.toString().getBytes(US_ASCII);
    int length = signal.data().length();
    byte[] frame = Arrays.copyOf(start, start.length + length + 1);
    System.arraycopy(signal.data().source(), signal.data().offset(), frame, start.length, length);
    frame[frame.length - 1] = '}';
    return frame;
  }
}
