package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.runtime.FaultyBus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On a bus that loses, doubles and delays; it is made of classes that are not shipped. */
class FaultyBusTest {
  private static final double SHARE = 0.01;
  private static final int IN_FLIGHT = 25;
  private static final Path PROGRAM = Path.of("..", "all-in-one", "target");

  @Test
  void noNegotiationIsLostWithTheMessagesOfTheBus() {
    try (Parley parley = Parley.start(ClusterPlan.STANDARD.withServices(1).withFaults(SHARE))) {
      KillScene.play(
          parley,
          "kill -9 while 1 % of the bus is lost, 1 % doubled, 1 % late",
          Form.of(2, 40),
          IN_FLIGHT);
    }
  }

  @Test
  void noJarThatIsShippedHoldsTheFaults() throws IOException {
    List<Path> jars;
    try (Stream<Path> libraries = Files.list(PROGRAM.resolve("lib"))) {
      jars = Stream.concat(Stream.of(PROGRAM.resolve("parley.jar")), libraries).toList();
    }
    assertFalse(classes(jars).noneMatch("dev/parley/runtime/VertxBus.class"::equals));
    String faults = FaultyBus.class.getSimpleName();
    assertEquals(List.of(), classes(jars).filter(name -> name.contains(faults)).toList());
  }

  private static Stream<String> classes(List<Path> jars) {
    return jars.stream().flatMap(FaultyBusTest::entries);
  }

  private static Stream<String> entries(Path path) {
    try (JarFile jar = new JarFile(path.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
