package dev.parley.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.wire.ClientFrame;
import java.security.MessageDigest;

/**
 * The secret of this server's rooms, where it has one: asked of every join, whatever token it has.
 *
 * <p><em>Threading:</em> immutable.
 */
final class RoomSecret {
  private final byte[] secret;

  /** That secret; empty: none is asked for. */
  RoomSecret(String secret) {
    this.secret = secret.getBytes(UTF_8);
  }

  /** Whether the join names the secret; takes equally long for every wrong one of a length. */
  boolean isNamedBy(ClientFrame.Join join) {
    String named = join.secret() == null ? "" : join.secret();
    return secret.length == 0 || MessageDigest.isEqual(secret, named.getBytes(UTF_8));
  }
}
