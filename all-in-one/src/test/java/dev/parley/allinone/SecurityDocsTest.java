package dev.parley.allinone;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/security.md to the tests: what it names is there, and no row is without one. */
class SecurityDocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW = Pattern.compile("\\| [A-Z][0-9]? \\|.*");
  private static final Pattern CLASS =
      Pattern.compile("`([A-Z][A-Za-z]*Test)`(?: \\(`([a-z][A-Za-z0-9]*)`)?");
  private static final Pattern PATH = Pattern.compile("`([\\w./-]+\\.test\\.ts)`");

  @Test
  void eachTestThatIsNamedExists() throws IOException {
    Set<Path> sources = sources();
    for (MatchResult named : CLASS.matcher(page()).results().toList()) {
      Path source =
          sources.stream()
              .filter(file -> file.endsWith(named.group(1) + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no " + named.group(1)));
      String method = named.group(2) == null ? "class " : "void " + named.group(2) + "(";
      assertTrue(Files.readString(source).contains(method), named::group);
    }
    for (MatchResult named : PATH.matcher(page()).results().toList()) {
      assertTrue(Files.isRegularFile(ROOT.resolve(named.group(1))), named::group);
    }
  }

  @Test
  void eachThreatHasATestAndANumber() throws IOException {
    List<String[]> rows =
        page().lines().filter(ROW.asMatchPredicate()).map(row -> row.split(" \\| ")).toList();
    assertTrue(rows.size() >= 13, "rows: " + rows.size());
    for (String[] row : rows) {
      assertEquals(5, row.length, row[0]);
      assertTrue(CLASS.matcher(row[3]).find() || PATH.matcher(row[3]).find(), row[0]);
      assertTrue(row[4].matches(".*[0-9].*"), row[0]);
    }
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/security.md"));
  }

  /** The Java tests of all modules. */
  private static Set<Path> sources() throws IOException {
    List<Path> modules;
    try (Stream<Path> folders = Files.list(ROOT)) {
      modules =
          folders.map(each -> each.resolve("src/test/java")).filter(Files::isDirectory).toList();
    }
    Set<Path> all = new HashSet<>();
    for (Path module : modules) {
      try (Stream<Path> files = Files.walk(module)) {
        all.addAll(files.filter(Files::isRegularFile).collect(toSet()));
      }
    }
    return all;
  }
}
