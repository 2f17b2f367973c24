package dev.parley.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A Lua script, which Redis carries out as one atomic step. It answers anything but nil.
 *
 * @param text the source
 * @param sha1 by which Redis remembers the source, in hexadecimal
 */
public record RedisScript(String text, String sha1) {

  /** The script with that source. */
  public static RedisScript of(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return new RedisScript(text, HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /**
   * The script in a resource beside a class.
   *
   * @param file such as {@code save.lua}
   */
  public static RedisScript of(Class<?> home, String file) {
    try (InputStream source = home.getResourceAsStream(file)) {
      if (source == null) {
        throw new IllegalStateException(file + " is not beside " + home.getName());
      }
      return of(new String(source.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * This script with what it is to work on.
   *
   * @param keys every key that it touches, or of which it touches others with the same hash tag
   */
  public Call on(List<String> keys, List<String> arguments) {
    return new Call(this, keys, arguments);
  }

  /** One run of a script. */
  public record Call(RedisScript script, List<String> keys, List<String> arguments) {
    public Call {
      keys = List.copyOf(keys);
      arguments = List.copyOf(arguments);
    }
  }
}
