package dev.parley.protocol.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusCodecTest {
  private static final RoomName ROOM = new RoomName("team-lunch");
  private static final SessionId ADA = new SessionId("ada-0001");
  private static final SessionId BOB = new SessionId("bob-0002");

  static Stream<Object> questionsAndAnswers() {
    return BusSamples.questionsAndAnswers();
  }

  static Stream<NodeMessage.Structured> nodeMessages() {
    return BusSamples.nodeMessages();
  }

  @ParameterizedTest
  @MethodSource("questionsAndAnswers")
  void messageIsReadAsItWasWritten(Object message) {
    byte[] bytes = BusCodec.encode(message);
    Object again = BusCodec.decode(bytes, BusSamples.interfaceOf(message.getClass()));
    assertEquals(message, again);
    assertArrayEquals(bytes, BusCodec.encode(again), "the order of maps");
  }

  @ParameterizedTest
  @MethodSource("nodeMessages")
  void nodeMessageIsReadAsItWasWritten(NodeMessage message) {
    assertEquals(message, BusCodec.decodeNodeMessage(BusCodec.encode(message)));
  }

  @Test
  void samplesShowEveryMessage() {
    Set<Class<?>> shown =
        Stream.concat(questionsAndAnswers(), nodeMessages())
            .map(Object::getClass)
            .collect(Collectors.toSet());
    Set<Class<?>> all =
        Stream.of(
                RoomRequest.class,
                RoomAnswer.class,
                PresenceRequest.class,
                PresenceAnswer.class,
                NodeMessage.Structured.class)
            .flatMap(BusCodecTest::records)
            .collect(Collectors.toSet());
    all.removeAll(shown);
    assertEquals(Set.of(), all);
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(BusCodecTest::records);
  }

  @Test
  void stateKeepsTheOrderOfJoining() {
    RoomState room = BusSamples.room();
    RoomState again = BusCodec.decode(BusCodec.encode(room), RoomState.class);
    assertEquals(List.copyOf(room.members().keySet()), List.copyOf(again.members().keySet()));
    assertEquals(room.head(), again.head());
  }

  @Test
  void relayedFrameIsKeptByteForByte() {
    for (String frame : List.of("", "{\"a\":\"é🦜\"}", "\n\n", " * ", "{\"a\":\n1}\n")) {
      assertRelayed(BOB, frame);
      assertRelayed(null, frame);
    }
  }

  private static void assertRelayed(@Nullable SessionId to, String frame) {
    NodeMessage message = new NodeMessage.Relayed(ROOM, ADA, to, frame.getBytes(UTF_8));
    byte[] bytes = BusCodec.encode(message);
    String header = "team-lunch ada-0001 " + (to == null ? "*" : to) + "\n";
    assertEquals(header + frame, new String(bytes, UTF_8));
    var again = assertInstanceOf(NodeMessage.Relayed.class, BusCodec.decodeNodeMessage(bytes));
    assertEquals(ROOM, again.room());
    assertEquals(ADA, again.from());
    assertEquals(to, again.to());
    assertEquals(frame, new String(again.frame(), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "lunch ada-0001 *",
        "lunch ada-0001\n{}",
        "lunch * bob-0002\n{}",
        "lu nch ada-0001 *\n{}",
        "lunch ada-0001 bob-0002 x\n{}",
        "lunch ada-0001 /\n{}",
        "{",
        "{}",
        "{\"kind\":\"relayed\"}",
        "{\"kind\":\"fence\",\"room\":\"lunch\",\"session\":\"ada-0001\"}"
      })
  void whatIsNoMessageIsRefused(String text) {
    assertThrows(
        RuntimeException.class, () -> BusCodec.decodeNodeMessage(text.getBytes(UTF_8)), text);
  }

  @Test
  void missingNumberIsRefusedAndNotZero() {
    byte[] text =
        "{\"kind\":\"leave\",\"room\":\"lunch\",\"session\":\"ada-0001\"}".getBytes(UTF_8);
    assertThrows(RuntimeException.class, () -> BusCodec.decode(text, RoomRequest.class));
  }
}
