package dev.parley.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.parley.protocol.Json;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.SessionId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code data} passes unchanged, byte for byte. */
class DataTest {
  private static final SessionId ADA = new SessionId("Vb1nC4wq0ZtYx8s2Lk9dGA");
  private static final String BEFORE =
      "\"to\":\"kP3xZ7rT2uWq9aBc\",\"link\":1,\"seq\":2,\"kind\":\"app\"";

  static Stream<String> data() {
    return Stream.of(
        "{}",
        "{ \t\r\n}",
        "{ \"z\" : 1 ,\n\t\"a\" : [ 1 , 2 ] }",
        "{\"e\":\"\\u00e9\\/\\\"\\\\\\b\\f\\n\\r\\t\\uD83E\\uDD9C\\ud83e\\u0000\"}",
        "{\"n\":[1e400,-0,1.50E+3,0.10,123456789012345678901234567890123456789]}",
        "{\"é\":\"日本🦜\",\"\":null,\"a\":true,\"\\u0061b\":{\"}\":\"{\"}}",
        "{\"data\":{\"data\":{}},\"type\":\"join\",\"id\":7,\"from\":\"me\"}",
        "{\"long\":\"" + "🦜é\\n".repeat(3000) + "\"}");
  }

  @ParameterizedTest
  @MethodSource("data")
  void dataOfASignalIsKeptWhereverItStands(String data) throws BadFrame {
    for (String frame :
        List.of(
            "{\"type\":\"signal\"," + BEFORE + ",\"data\":" + data + "}",
            "{\"data\":" + data + "," + BEFORE + ",\"type\":\"signal\"}",
            " \n{\"é🦜\":\"日本\",\"d\\u0061ta\" : \r\n"
                + data
                + " ,"
                + BEFORE
                + ",\"type\":\"signal\"}",
            "{\"x\":{\"data\":{}},\"type\":\"signal\"," + BEFORE + ",\"data\":\t" + data + "\t}")) {
      assertEquals(data, signal(frame).data().toString());
    }
  }

  @ParameterizedTest
  @MethodSource("data")
  void dataIsRelayedAsItCame(String data) throws BadFrame {
    ClientFrame.Signal in = signal("{\"type\":\"signal\"," + BEFORE + ",\"data\":" + data + "}");
    var out = new ServerFrame.Signal(ADA, in.link(), in.seq(), in.ack(), in.kind(), in.data());
    assertEquals(
        "{\"type\":\"signal\",\"from\":\""
            + ADA
            + "\",\"link\":1,\"seq\":2,\"kind\":\"app\",\"data\":"
            + data
            + "}",
        text(FrameCodec.encode(out)));
  }

  @ParameterizedTest
  @MethodSource("data")
  void dataOfOffersIsKept(String data) throws BadFrame {
    String frame =
        "{\"offers\":[{\"data\":"
            + data
            + " ,\"id\":\"o1\"},{\"id\":\"o2\",\"x\":\"🦜\",\"data\":"
            + data
            + "}],\"profile\":{\"name\":\"é\"},\"id\":\"j1\",\"instance\":\"fQ2mS9aK1xTz\","
            + "\"generation\":1,\"room\":\"r\",\"type\":\"join\"}";
    var join = assertInstanceOf(ClientFrame.Join.class, decode(frame));
    RawJson raw = RawJson.of(data);
    assertEquals(List.of(raw, raw), join.offers().stream().map(ClientFrame.Offer::data).toList());
    assertEquals(raw.hashCode(), join.offers().getFirst().data().hashCode());
    assertEquals(join, decode(text(FrameCodec.encode(join))));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 7, 9007199254740991L})
  void signalIsWrittenAsTheMapperWouldWriteIt(long ack) {
    var signal =
        new ServerFrame.Signal(
            ADA, 3, 4, ack < 0 ? null : ack, SignalKind.DESCRIPTION, RawJson.of("{\"é\":1}"));
    assertEquals(text(Json.write(signal)), text(FrameCodec.encode(signal)));
  }

  @Test
  void wordsOfKindsAreThoseOfTheMapper() {
    for (SignalKind kind : SignalKind.values()) {
      assertEquals('"' + kind.word() + '"', text(Json.write(kind)));
    }
  }

  private static ClientFrame.Signal signal(String frame) throws BadFrame {
    return assertInstanceOf(ClientFrame.Signal.class, decode(frame));
  }

  private static ClientFrame decode(String frame) throws BadFrame {
    return FrameCodec.CLIENT.decode(frame.getBytes(UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
