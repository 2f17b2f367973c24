package dev.parley.ice.domain;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The secrets shared with the TURN servers: none, one, or two while they are rotated.
 *
 * <p>Credentials are minted with the first. The second is the one that the TURN servers still have
 * to accept, as credentials minted with it live for up to {@code ttl}. To rotate without a refused
 * allocation: give the TURN servers both (coturn takes {@code static-auth-secret} more than once),
 * put the new secret first here, wait for one ttl, and drop the old one on both sides.
 */
public record TurnSecrets(List<String> newestFirst) {

  /** Every browser in a call holds a password made with the secret and may search for it. */
  private static final int LEAST_BYTES = 16;

  public TurnSecrets {
    newestFirst = List.copyOf(newestFirst);
    if (newestFirst.size() > 2) {
      throw new IllegalArgumentException("must hold at most two secrets, the newest first");
    }
    newestFirst.forEach(TurnSecrets::check);
  }

  private static void check(String secret) {
    if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
      throw new IllegalArgumentException("must hold secrets of at least 16 bytes");
    }
  }

  public boolean isEmpty() {
    return newestFirst.isEmpty();
  }

  /** The secret to mint with; there must be one. */
  String newest() {
    return newestFirst.getFirst();
  }

  @Override
  public String toString() {
    return "TurnSecrets[" + newestFirst.size() + "]";
  }
}
