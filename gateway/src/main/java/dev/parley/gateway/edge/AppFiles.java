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
 * The files of the app and of the client library, read once: what the build of the client makes,
 * {@code demo/} at the root and the rest below {@code /client/}. A request can name one of these
 * files and nothing else, so no path leads out of the folder.
 *
 * <p><em>Threading:</em> immutable.
 */
final class AppFiles {
  private static final String PACKED = "web";
  private static final String APP = "demo";

  private final Map<String, AppFile> files;

  private AppFiles(Map<String, AppFile> files) {
    this.files = Map.copyOf(files);
  }

  /**
   * The files of a folder. Blocks.
   *
   * @param folder empty: what is packed in the program, which is nothing where the client was not
   *     built before it
   * @throws UncheckedIOException if they cannot be read
   */
  static AppFiles read(String folder) {
    try {
      return folder.isEmpty() ? readPacked() : new AppFiles(walk(Path.of(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException("the files of the app could not be read", e);
    }
  }

  private static AppFiles readPacked() throws IOException {
    URL packed = AppFiles.class.getClassLoader().getResource(PACKED);
    if (packed == null) {
      return new AppFiles(Map.of());
    }
    URI uri = URI.create(packed.toString());
    if (!uri.getScheme().equals("jar")) {
      return new AppFiles(walk(Path.of(uri)));
    }
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
      return new AppFiles(walk(jar.getPath(PACKED)));
    }
  }

  private static Map<String, AppFile> walk(Path root) throws IOException {
    Map<String, AppFile> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = path(root.relativize(file));
        files.put(path, AppFile.of(path, Files.readAllBytes(file)));
      }
    }
    return files;
  }

  private static String path(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.startsWith(APP + "/") ? name.substring(APP.length()) : "/client/" + name;
  }

  /** The file of that path, as it stands in the request: not decoded, not resolved. */
  @Nullable AppFile get(String path) {
    return files.get(path);
  }
}
