package dev.parley.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads protocol/vectors, whose README.md tells the form. */
final class Vectors {
  private static final Path ROOT = Path.of("vectors");

  private Vectors() {}

  /** A frame that is to be accepted. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Accepted(String name, byte[] text) {
    JsonNode tree() {
      return Json.MAPPER.readTree(text);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A frame that is to be refused. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Refused(String name, ErrorCode code, @Nullable String id, byte[] text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Accepted> accepted(String folder) {
    return files(folder).map(file -> new Accepted(folder + "/" + file.getFileName(), read(file)));
  }

  static Stream<Refused> refused(String folder) {
    return files(folder).flatMap(file -> cases(folder + "/" + file.getFileName(), read(file)));
  }

  private static Stream<Refused> cases(String name, byte[] file) {
    List<Refused> cases = new ArrayList<>();
    for (JsonNode each : Json.MAPPER.readTree(file)) {
      cases.add(
          new Refused(
              name + " " + cases.size() + ", " + each.required("why").stringValue(),
              ErrorCode.of(each.required("code").stringValue()),
              each.has("id") ? each.required("id").stringValue() : null,
              text(each)));
    }
    return cases.stream();
  }

  private static byte[] text(JsonNode each) {
    if (each.has("hex")) {
      return HexFormat.of().parseHex(each.required("hex").stringValue());
    }
    return (each.has("parts")
            ? joined(each.required("parts"))
            : each.required("text").stringValue())
        .getBytes(UTF_8);
  }

  private static String joined(JsonNode parts) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : parts) {
      text.append(
          part.isString()
              ? part.stringValue()
              : part.required(1).stringValue().repeat(part.required(0).intValue()));
    }
    return text.toString();
  }

  private static Stream<Path> files(String folder) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
