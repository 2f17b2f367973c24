package dev.parley.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a program said when it ended.
 *
 * @param text its output and its errors, as they came
 */
record Command(int status, String text) {

  /**
   * Runs a program that must succeed.
   *
   * @return what it said
   */
  static String run(List<String> words) {
    Command command = run(words, System.getenv());
    if (command.status != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(words, command.status, command.text));
    }
    return command.text;
  }

  /** Runs a program with that environment and no other variable. */
  static Command run(List<String> words, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    Map<String, String> given = Map.copyOf(environment);
    builder.environment().clear();
    builder.environment().putAll(given);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Command(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
