package dev.parley.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where Redis is, and how much of it is ours.
 *
 * @param uris one, several of a Redis Cluster, or none where the stores are in memory
 * @param prefix begins every key
 * @param timeout how long the answer to one call is awaited
 */
public record RedisSettings(List<URI> uris, String prefix, Duration timeout) {

  private static final Set<String> SCHEMES = Set.of("redis", "rediss");

  private static final int MAX_PORT = 65_535;

  /** No brace, as a key's first pair of braces decides on which node of a cluster it lies. */
  private static final Pattern PREFIX_FORM = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private static final Setting<List<URI>> URIS =
      Setting.list(
              "PARLEY_REDIS",
              "",
              RedisSettings::uri,
              "Where Redis is: redis://host:6379, with rediss for TLS and perhaps user:password@;"
                  + " several, separated by commas, are nodes of one Redis Cluster. Empty keeps"
                  + " everything in the memory of this process.")
          .masked();

  private static final Setting<String> PREFIX =
      Setting.of(
          "PARLEY_REDIS_PREFIX",
          "parley",
          RedisSettings::prefix,
          "Begins every key in Redis, so that several installations can share one.");

  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "PARLEY_REDIS_TIMEOUT",
          "500ms",
          "10ms",
          "10s",
          "How long an answer of Redis is awaited; a frozen one is noticed by this alone.");

  public static final List<Setting<?>> ALL = List.of(URIS, PREFIX, TIMEOUT);

  public RedisSettings {
    uris = List.copyOf(uris);
  }

  public static RedisSettings from(Settings settings) {
    return new RedisSettings(settings.get(URIS), settings.get(PREFIX), settings.get(TIMEOUT));
  }

  /** Whether there is a Redis; if not, stores are in memory. */
  public boolean isUsed() {
    return !uris.isEmpty();
  }

  boolean isCluster() {
    return uris.size() > 1;
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (SCHEMES.contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() <= MAX_PORT) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Its message repeats the text, and with it perhaps a password: refused below.
    }
    throw new IllegalArgumentException("must be redis://host:port or rediss://host:port");
  }

  private static String prefix(String text) {
    if (!PREFIX_FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("must match " + PREFIX_FORM.pattern());
    }
    return text;
  }
}
