package dev.parley.k8s;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, which prints its configuration and starts nothing. */
final class ParleyJar {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private ParleyJar() {}

  /** Status 0 and the configuration, or another status and what is wrong with the environment. */
  static Command printConfig(String role, Map<String, String> environment) {
    return java(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.parley.allinone.Main",
            role,
            "--print-config"),
        environment);
  }

  /** The JVM that runs this. */
  static Command java(List<String> arguments, Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of(JAVA));
    words.addAll(arguments);
    return Command.run(words, environment);
  }
}
