package dev.parley.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Holds docs/protocol.md, and the pages of its parts, to the code. */
class DocsTest {
  private static final Pattern BLOCK =
      Pattern.compile("```json (client|server)\\R(.*?)```", Pattern.DOTALL);
  private static final String PAGE =
      Stream.of("protocol", "moderation", "people").map(DocsTest::page).collect(joining("\n"));

  /** A block of a page. */
  record Block(String side, String text) {
    FrameCodec<?> codec() {
      return side.equals("client") ? FrameCodec.CLIENT : FrameCodec.SERVER;
    }

    JsonNode tree() {
      return Json.MAPPER.readTree(text);
    }
  }

  static Stream<Block> blocks() {
    return BLOCK.matcher(PAGE).results().map(found -> new Block(found.group(1), found.group(2)));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blockIsAFrameOfItsDirection(Block block) throws BadFrame {
    Frame frame = block.codec().decode(block.text().getBytes(UTF_8));
    assertEquals(block.tree().required("type").stringValue(), frame.type());
    SnapshotDigests.check(block.text(), block.tree());
  }

  @Test
  void everyBlockOfJsonNamesItsDirection() {
    assertEquals(blocks().count(), PAGE.split("```json", -1).length - 1);
  }

  @Test
  void everyTypeIsShown() {
    assertEquals(FrameCodec.CLIENT.types(), shown("client"));
    assertEquals(FrameCodec.SERVER.types(), shown("server"));
  }

  @Test
  void tableOfErrorsIsTheEnumeration() {
    assertEquals(
        Arrays.stream(ErrorCode.values()).map(DocsTest::row).collect(joining("\n")),
        String.join("\n", rowsAfter("<!-- errors:")));
  }

  private static String row(ErrorCode error) {
    CloseCode close = error.close();
    return "| `%s` | %s | %s| %s |"
        .formatted(
            error.word(),
            error.retry().name().toLowerCase(Locale.ROOT),
            close == null ? "" : close.code() + " ",
            error.sentence());
  }

  @Test
  void tableOfCloseCodesIsTheEnumeration() {
    assertEquals(
        Arrays.stream(CloseCode.values()).map(DocsTest::row).collect(joining("\n")),
        rowsAfter("<!-- close codes:").stream()
            .map(row -> row.substring(0, row.indexOf('|', row.indexOf('|', 1) + 1) + 1))
            .collect(joining("\n")));
  }

  /** The code and the name; the enumeration has no sentence. */
  private static String row(CloseCode close) {
    return "| %d | %s |"
        .formatted(close.code(), close.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Set<String> shown(String side) {
    return blocks()
        .filter(block -> block.side().equals(side))
        .map(block -> block.tree().required("type").stringValue())
        .collect(Collectors.toSet());
  }

  /** The body of the table that follows a comment. */
  private static List<String> rowsAfter(String comment) {
    assertTrue(PAGE.contains(comment), comment);
    return PAGE.substring(PAGE.indexOf(comment))
        .lines()
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .toList();
  }

  private static String page(String name) {
    try {
      return Files.readString(Path.of("../docs/" + name + ".md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
