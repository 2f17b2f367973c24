package dev.parley.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.wire.ClientFrame;
import java.security.MessageDigest;

/**
 * Who may enter. Open to everybody, or to everybody who knows the secret of this server's rooms;
 * nobody has a user name.
 *
 * <p><em>Threading:</em> immutable.
 */
final class Authority {
  private final byte[] secret;

  /** An authority that asks for that secret; empty: for none. */
  Authority(String secret) {
    this.secret = secret.getBytes(UTF_8);
  }

  /** Whether the join names the secret; takes equally long for every wrong one of a length. */
  boolean admits(ClientFrame.Join join) {
    String named = join.secret() == null ? "" : join.secret();
    return secret.length == 0 || MessageDigest.isEqual(secret, named.getBytes(UTF_8));
  }
}
