package dev.parley.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Adds up digests by hand, from the JSON alone. */
final class SnapshotDigests {
  private SnapshotDigests() {}

  /** Checks the snapshot in a frame, and tells how many there were. */
  static int check(String name, JsonNode frame) {
    JsonNode room =
        frame.path(frame.path("type").asString().equals("joined") ? "room" : "snapshot");
    if (!room.isObject()) {
      return 0;
    }
    Stream<JsonNode> tagged =
        Stream.of(
                Stream.of(room.required("policy")),
                room.required("keys").valueStream(),
                room.required("roster").valueStream(),
                room.path("lobby").valueStream(),
                room.path("bans").valueStream())
            .flatMap(entries -> entries);
    long digest =
        tagged
            .map(entry -> entry.required("tag").stringValue())
            .mapToLong(tag -> Long.parseUnsignedLong(tag, 16))
            .reduce(0, (a, b) -> a ^ b);
    assertEquals(room.required("digest").stringValue(), "%016x".formatted(digest), name);
    return 1;
  }
}
