package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Only {@code Addresses} spells an address of the event bus. Class files do not tell who wrote a
 * text, so this reads the sources.
 */
class AddressesTest {
  private static final Pattern LITERAL = Pattern.compile("\"([^\"\\n]+)\"");

  @Test
  void noOtherSourceSpellsAnAddress() throws IOException {
    assertEquals(List.of(), spellers(Path.of("..")));
  }

  @Test
  void anotherSpellerIsFound(@TempDir Path house) throws IOException {
    write(house, "runtime", "Addresses", "\"parley.node.\" + id");
    write(house, "gateway", "Quiet", "\"parley.v1\"");
    write(house, "gateway", "Speller", "\"parley.node.7\"");

    assertEquals(List.of("Speller.java"), spellers(house));
  }

  private static void write(Path house, String module, String name, String text)
      throws IOException {
    var folder = Files.createDirectories(house.resolve(module).resolve("src/main/java"));
    Files.writeString(folder.resolve(name + ".java"), text);
  }

  /** The names of the main sources, but for Addresses itself, that hold a text of Addresses. */
  private static List<String> spellers(Path house) throws IOException {
    var sources = sources(house);
    var spelled =
        sources.stream()
            .filter(AddressesTest::isAddresses)
            .flatMap(source -> LITERAL.matcher(read(source)).results())
            .map(MatchResult::group)
            .map(literal -> literal.substring(0, literal.length() - 1))
            .toList();
    assertNotEquals(List.of(), spelled);
    return sources.stream()
        .filter(source -> !isAddresses(source) && spelled.stream().anyMatch(read(source)::contains))
        .map(source -> source.getFileName().toString())
        .toList();
  }

  private static boolean isAddresses(Path source) {
    return source.endsWith("Addresses.java");
  }

  private static List<Path> sources(Path house) throws IOException {
    try (Stream<Path> modules = Files.list(house)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(AddressesTest::javaBelow)
          .toList();
    }
  }

  private static Stream<Path> javaBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
