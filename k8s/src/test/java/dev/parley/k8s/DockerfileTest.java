package dev.parley.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be said of the image without building it. */
class DockerfileTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static List<String> lines = List.of();

  @BeforeAll
  static void read() throws IOException {
    lines = Files.readAllLines(ROOT.resolve("Dockerfile"));
  }

  @Test
  void imagesThatItIsMadeOfArePinned() {
    List<String> images = all("ARG ").stream().map(line -> line.replaceFirst(".*?=", "")).toList();
    assertEquals(3, images.size());
    for (String image : images) {
      assertTrue(image.matches("[a-z0-9/.-]+:[0-9][A-Za-z0-9._-]*"), image);
    }
    assertEquals(List.of("${NODE} AS client", "${MAVEN} AS server", "${BASE}"), all("FROM "));
  }

  @Test
  void nothingRunsWhileTheLastStageIsBuilt() {
    List<String> last = lines.subList(lines.indexOf("FROM ${BASE}"), lines.size());
    assertFalse(last.stream().anyMatch(line -> line.startsWith("RUN ")));
  }

  @Test
  void userIsANumberAndTheOneOfThePods() throws IOException {
    Manifests manifests = Manifests.read(Kubectl.render("local"));
    manifests
        .ours()
        .map(deployment -> Manifests.pod(deployment).getSecurityContext())
        .forEach(security ->
            assertEquals(
                List.of(security.getRunAsUser() + ":" + security.getRunAsGroup()), all("USER ")));
  }

  @Test
  void roleIsTheArgument() throws IOException {
    assertEquals(List.of("gateway"), words("CMD "));
    assertEquals(
        List.of("-jar", "/app/parley.jar"),
        words("ENTRYPOINT ").subList(words("ENTRYPOINT ").size() - 2, words("ENTRYPOINT ").size()));
    assertTrue(all("COPY ").stream().anyMatch(line -> line.endsWith(" /app/parley.jar")));
  }

  @Test
  void flagsAreKnownToTheJvm() throws IOException {
    List<String> entry = words("ENTRYPOINT ");
    List<String> flags = new ArrayList<>(entry.subList(1, entry.size() - 2));
    if (Runtime.version().feature() < 24) {
      flags.remove("--sun-misc-unsafe-memory-access=allow"); // the image has a newer JVM than this
    }
    flags.add("-version");
    Command command = ParleyJar.java(flags, Map.of());
    assertEquals(0, command.status(), command::text);
    assertFalse(command.text().contains("warning"), command::text);
  }

  private static List<String> all(String instruction) {
    return lines.stream()
        .filter(line -> line.startsWith(instruction))
        .map(line -> line.substring(instruction.length()))
        .toList();
  }

  /** The words of an instruction in its exec form. */
  private static List<String> words(String instruction) throws IOException {
    return List.of(new ObjectMapper().readValue(all(instruction).get(0), String[].class));
  }
}
