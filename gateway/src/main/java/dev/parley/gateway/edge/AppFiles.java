package dev.parley.gateway.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the app and of the client library, read once from {@code webroot} on the class path.
 * A request can name one of these files and nothing else, so no path leads out of the folder.
 *
 * <p><em>Threading:</em> immutable.
 */
final class AppFiles {
  private static final String FOLDER = "webroot";

  private final Map<String, AppFile> files;

  private AppFiles(Map<String, AppFile> files) {
    this.files = Map.copyOf(files);
  }

  /**
   * All that is there; nothing where the client was not built before the server. Blocks.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  static AppFiles read() {
    URL folder = AppFiles.class.getClassLoader().getResource(FOLDER);
    if (folder == null) {
      return new AppFiles(Map.of());
    }
    try {
      URI uri = URI.create(folder.toString());
      if (!uri.getScheme().equals("jar")) {
        return new AppFiles(walk(Path.of(uri)));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return new AppFiles(walk(jar.getPath(FOLDER)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the files of the app could not be read", e);
    }
  }

  private static Map<String, AppFile> walk(Path root) throws IOException {
    Map<String, AppFile> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = "/" + root.relativize(file).toString().replace('\\', '/');
        files.put(path, AppFile.of(path, Files.readAllBytes(file)));
      }
    }
    return files;
  }

  /** The file of that path, as it stands in the request: not decoded, not resolved. */
  @Nullable AppFile get(String path) {
    return files.get(path);
  }
}
