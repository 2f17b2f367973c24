package dev.parley.gateway.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the app, ready to be sent.
 *
 * @param gzipped the same body (RFC 1952); empty where that is not smaller
 * @param tag a strong validator with its quotes (RFC 9110, section 8.8.3)
 * @param cache the value of Cache-Control
 */
@SuppressWarnings("ArrayRecordComponent") // bodies, never compared
record AppFile(byte[] body, byte[] gzipped, String type, String tag, String cache) {
  private static final String OPAQUE = "application/octet-stream";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wasm", "application/wasm"));

  /** The file of that path; the names below {@code /assets/} change with their content. */
  static AppFile of(String path, byte[] body) {
    String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), OPAQUE);
    boolean hashed = path.startsWith("/assets/");
    String cache = hashed ? "public, max-age=31536000, immutable" : "no-cache";
    return new AppFile(body, gzip(body), type, tag(body), cache);
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(small)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return small.size() < body.length ? small.toByteArray() : new byte[0];
  }

  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
