package dev.parley.ice;

import dev.parley.ice.domain.IceProvider;
import dev.parley.ice.domain.IceUri;
import dev.parley.ice.domain.TurnAccess;
import dev.parley.ice.domain.TurnCredentials;
import dev.parley.ice.domain.TurnSecrets;
import dev.parley.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;

/**
 * The file of providers: {@code {"providers": [{"name", "region"?, "urls": […], "secrets"? or
 * "username" and "credential"}]}} (docs/operations.md). A field that is not known is refused, as it
 * is a slip.
 */
record IceFile(@Nullable List<Row> providers) {

  /** One provider as it is written. */
  record Row(
      @Nullable String name,
      @Nullable String region,
      @Nullable List<String> urls,
      @Nullable List<String> secrets,
      @Nullable String username,
      @Nullable String credential) {

    IceProvider provider() {
      List<IceUri> uris = urls == null ? List.of() : urls.stream().map(IceUri::parse).toList();
      return new IceProvider(name == null ? "" : name, region, uris, access());
    }

    private @Nullable TurnAccess access() {
      if (secrets != null && username == null && credential == null) {
        return new TurnAccess.Shared(new TurnSecrets(secrets));
      }
      if (secrets == null && username != null && credential != null) {
        return new TurnAccess.Fixed(new TurnCredentials(username, credential));
      }
      if (secrets == null && username == null && credential == null) {
        return null;
      }
      throw new IllegalArgumentException(
          "must have either secrets, or a username and a credential, or neither");
    }

    /** For messages: never what opens the servers. */
    @Override
    public String toString() {
      return "provider " + name;
    }
  }

  /**
   * The providers of that file; none where there is no path.
   *
   * @throws IllegalArgumentException with a message that completes "KEY=path …" and repeats no
   *     secret
   */
  static List<IceProvider> read(String path) {
    return path.isEmpty() ? List.of() : parse(bytes(path));
  }

  private static byte[] bytes(String path) {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("names a file that cannot be read", e);
    }
  }

  static List<IceProvider> parse(byte[] json) {
    List<Row> rows = rows(json);
    Set<String> names = new HashSet<>();
    for (Row row : rows) {
      if (!names.add(row.name() == null ? "" : row.name())) {
        throw new IllegalArgumentException("has two of " + row);
      }
    }
    return rows.stream().map(IceFile::provider).toList();
  }

  private static List<Row> rows(byte[] json) {
    try {
      IceFile file =
          Json.MAPPER
              .readerFor(IceFile.class)
              .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(json);
      if (file.providers() != null) {
        return file.providers();
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("has a fault at " + Json.reason(e), e);
    }
    throw new IllegalArgumentException("has no providers");
  }

  private static IceProvider provider(Row row) {
    try {
      return row.provider();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has a fault: " + row + " " + e.getMessage(), e);
    }
  }
}
