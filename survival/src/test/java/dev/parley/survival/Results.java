package dev.parley.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tests of this JVM measured: printed as it comes, and kept as a table in {@code
 * target/results.md}, which {@code ./verify --long} copies to docs/results.
 *
 * <p>Threading: any.
 */
final class Results {
  private static final Path TABLE = Path.of("target", "results.md");
  private static final List<String> ROWS = new ArrayList<>();

  private Results() {}

  /**
   * Adds a row.
   *
   * @param what was done
   * @param measured with its unit
   * @param demanded what a test held it to, or a dash where it is told and not judged
   */
  static synchronized void tell(String what, String measured, String demanded) {
    System.out.printf("survival: %s: %s%n", what, measured);
    ROWS.add("| %s | %s | %s |".formatted(what, measured, demanded));
    List<String> lines =
        new ArrayList<>(List.of("| what | measured | demanded |", "|---|---|---|"));
    lines.addAll(ROWS);
    try {
      Files.createDirectories(TABLE.getParent());
      Files.write(TABLE, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
