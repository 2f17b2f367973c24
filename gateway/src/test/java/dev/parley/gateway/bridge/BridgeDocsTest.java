package dev.parley.gateway.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.protocol.Json;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomSnapshot;
import dev.parley.protocol.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Holds docs/bridge.md to the code. */
class BridgeDocsTest {
  private static final String PAGE = page();

  static Stream<String> client() {
    return blocks("client");
  }

  static Stream<String> server() {
    return blocks("server");
  }

  private static Stream<String> blocks(String side) {
    return Pattern.compile("```json " + side + "\\R(.*?)```", Pattern.DOTALL)
        .matcher(PAGE)
        .results()
        .map(found -> found.group(1));
  }

  @ParameterizedTest
  @MethodSource("client")
  void whatAClientSaysIsUnderstood(String block) {
    BridgeFrame frame = Json.read(block.getBytes(UTF_8), BridgeFrame.class);
    assertEquals(
        Json.MAPPER.readTree(block).path("type").asString(),
        frame.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("server")
  void whatAClientIsToldIsWrittenSo(String block) {
    JsonNode shown = Json.MAPPER.readTree(block);
    assertEquals(shown, Json.MAPPER.readTree(Letter.of(message(shown)).text()));
  }

  private static BridgeMessage message(JsonNode shown) {
    return shown.path("type").asString().equals("err")
        ? Json.MAPPER.treeToValue(shown, BridgeMessage.Refused.class)
        : new BridgeMessage.Received(shown.path("address").asString(), body(shown.path("body")));
  }

  private static BridgeMessage.Body body(JsonNode body) {
    return switch (body.path("kind").asString()) {
      case "snapshot" ->
          new BridgeMessage.Body.Snapshot(Json.MAPPER.treeToValue(body, RoomSnapshot.class));
      case "changes" ->
          new BridgeMessage.Body.Changes(Json.MAPPER.treeToValue(body, RoomChanges.class));
      case "absent" -> new BridgeMessage.Body.Absent();
      case "presence" ->
          new BridgeMessage.Body.OfUser(
              new UserId(body.path("user").asString()),
              Json.MAPPER.treeToValue(body, Presence.class));
      default -> throw new AssertionError(body);
    };
  }

  @Test
  void everyKindIsShown() {
    assertEquals(
        Set.of("snapshot", "changes", "absent", "presence"),
        server()
            .map(block -> Json.MAPPER.readTree(block).path("body").path("kind").asString())
            .filter(kind -> !kind.isEmpty())
            .collect(Collectors.toSet()));
  }

  @Test
  void tableOfErrorsIsTheEnumeration() {
    assertEquals(
        Arrays.stream(BridgeFault.values())
            .map(fault ->
                "| `%s` | %d | %s |".formatted(fault.word(), fault.number(), fault.sentence()))
            .toList(),
        PAGE.substring(PAGE.indexOf("<!-- errors: -->"))
            .lines()
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .skip(2)
            .toList());
  }

  private static String page() {
    try {
      return Files.readString(Path.of("../docs/bridge.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
