package dev.parley.gateway.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Json;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * The public keys of one file.
 *
 * @param kid the name of a key in PEM; null where it has none
 * @param pem a key in PEM; empty where there are JWKs
 * @param jwks public parts of JWKs, each with its algorithm
 */
public record KeyFile(@Nullable String kid, String pem, List<JsonObject> jwks) {
  private static final String NAMED = Secret.KID + "=.*";
  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  /** Reads {@code file} or {@code kid=file}; a refusal names the file and no more of it. */
  static KeyFile read(String text) {
    boolean named = text.matches(NAMED);
    int begin = named ? text.indexOf('=') + 1 : 0;
    String kid = named ? text.substring(0, begin - 1) : null;
    Path path = path(text.substring(begin));
    try {
      return of(kid, Files.readString(path));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + path, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s (%s)".formatted(e.getMessage(), path), e);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is no path", e);
    }
  }

  private static KeyFile of(@Nullable String kid, String text) {
    if (!text.strip().startsWith("{")) {
      PublicKeys.algorithmOf(text);
      return new KeyFile(kid, text, List.of());
    }
    if (kid != null) {
      throw new IllegalArgumentException("is a JWK, which has its own kid");
    }
    return new KeyFile(null, "", jwks(text).stream().map(PublicKeys::publicPart).toList());
  }

  private static List<JsonObject> jwks(String text) {
    try {
      byte[] bytes = text.getBytes(UTF_8);
      JsonObject json = new JsonObject(Json.MAPPER.readValue(bytes, MEMBERS));
      return json.containsKey("keys")
          ? json.getJsonArray("keys").stream().map(KeyFile::jwk).toList()
          : List.of(jwk(json));
    } catch (JacksonException | ClassCastException e) {
      throw new IllegalArgumentException("is no JWK", e);
    }
  }

  private static JsonObject jwk(Object key) {
    if (key instanceof JsonObject jwk && !jwk.containsKey("d")) {
      return jwk;
    }
    throw new IllegalArgumentException("must hold JWKs, and of each the public part alone");
  }

  /** The names of its keys; an absent one is empty. */
  List<String> kids() {
    return pem.isEmpty()
        ? jwks.stream().map(jwk -> jwk.getString("kid", "")).toList()
        : List.of(kid == null ? "" : kid);
  }

  List<TokenKey> keys(Vertx vertx) {
    return pem.isEmpty()
        ? jwks.stream().map(jwk -> TokenKey.jwk(vertx, jwk)).toList()
        : List.of(TokenKey.pem(vertx, kid, pem));
  }
}
