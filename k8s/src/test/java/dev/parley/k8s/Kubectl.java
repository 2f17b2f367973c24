package dev.parley.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Renders an overlay of this folder by {@code kubectl kustomize}, from a copy, so that secrets of
 * this machine are neither read nor made. kubectl from 1.25 must be on the path, or named by the
 * variable {@code KUBECTL}.
 */
final class Kubectl {

  private static final Path HERE = Path.of("").toAbsolutePath();

  private Kubectl() {}

  /** All documents as one text. */
  static String render(String overlay) {
    try {
      Path copy = Files.createTempDirectory("k8s");
      try {
        copy("base", copy);
        copy("overlays", copy);
        copy("local-secrets", copy);
        Command.run(List.of(copy.resolve("local-secrets").toString()));
        return Command.run(
            List.of(kubectl(), "kustomize", copy.resolve("overlays").resolve(overlay).toString()));
      } finally {
        delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kubectl() {
    return System.getenv().getOrDefault("KUBECTL", "kubectl");
  }

  private static void copy(String name, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(HERE.resolve(name))) {
      for (Path file : files.filter(file -> !isSecret(file)).toList()) {
        Files.copy(file, target.resolve(HERE.relativize(file).toString()));
      }
    }
  }

  private static boolean isSecret(Path file) {
    return HERE.relativize(file).toString().matches("overlays/[^/]+/secrets(/.*)?");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
