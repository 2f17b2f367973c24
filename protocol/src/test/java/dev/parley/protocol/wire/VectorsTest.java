package dev.parley.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Json;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class VectorsTest {
  private static FrameCodec<?> codec(String name) {
    return name.startsWith("client/") ? FrameCodec.CLIENT : FrameCodec.SERVER;
  }

  static Stream<Vectors.Accepted> valid() {
    return Stream.of("client/valid", "server/valid").flatMap(Vectors::accepted);
  }

  static Stream<Vectors.Accepted> lenient() {
    return Stream.of("client/lenient", "server/lenient").flatMap(Vectors::accepted);
  }

  static Stream<Vectors.Refused> invalid() {
    return Stream.of("client/invalid", "server/invalid").flatMap(Vectors::refused);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validFrameIsWrittenAsItWasRead(Vectors.Accepted vector) throws BadFrame {
    Frame frame = codec(vector.name()).decode(vector.text());
    byte[] again = FrameCodec.encode(frame);
    assertEquals(vector.tree(), Json.MAPPER.readTree(again));
    assertEquals(frame, codec(vector.name()).decode(again));
  }

  @ParameterizedTest
  @MethodSource("lenient")
  void lenientFrameIsReadAndWrittenProperly(Vectors.Accepted vector) throws BadFrame {
    Frame frame = codec(vector.name()).decode(vector.text());
    assertEquals(frame, codec(vector.name()).decode(FrameCodec.encode(frame)));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidFrameIsRefusedWithItsCodeAndId(Vectors.Refused vector) {
    BadFrame refusal =
        assertThrows(BadFrame.class, () -> codec(vector.name()).decode(vector.text()));
    assertEquals(vector.code(), refusal.code(), refusal::getMessage);
    assertEquals(vector.id(), refusal.id() == null ? null : refusal.id().value());
    assertTrue(FrameCodec.encode(refusal.toError()).length < 300, refusal::getMessage);
  }

  @Test
  void vectorsShowEveryType() {
    assertEquals(FrameCodec.CLIENT.types(), types("client/valid"));
    assertEquals(FrameCodec.SERVER.types(), types("server/valid"));
  }

  @Test
  void moreIsInvalidThanValid() {
    assertTrue(
        Vectors.refused("client/invalid").count() > Vectors.accepted("client/valid").count());
    assertTrue(
        Vectors.refused("server/invalid").count() > Vectors.accepted("server/valid").count());
  }

  @Test
  void digestOfEverySnapshotIsTheXorOfItsTags() {
    long snapshots =
        valid().mapToLong(vector -> SnapshotDigests.check(vector.name(), vector.tree())).sum();
    assertTrue(snapshots > 0);
  }

  private static Set<String> types(String folder) {
    return Vectors.accepted(folder)
        .map(Vectors.Accepted::tree)
        .map(frame -> frame.required("type"))
        .map(JsonNode::stringValue)
        .collect(Collectors.toSet());
  }
}
