package dev.parley.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.wire.ClientFrame;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The secret of this server's rooms, where it has one: asked of every join, and of whoever follows
 * a room from outside, whatever token they have.
 *
 * <p><em>Threading:</em> immutable.
 */
public final class RoomSecret {
  private final byte[] secret;

  /** That secret; empty: none is asked for. */
  public RoomSecret(String secret) {
    this.secret = secret.getBytes(UTF_8);
  }

  /** Whether the join names the secret; takes equally long for every wrong one of a length. */
  boolean isNamedBy(ClientFrame.Join join) {
    return is(join.secret());
  }

  /** The same of what somebody named; null: nothing. */
  public boolean is(@Nullable String text) {
    String named = text == null ? "" : text;
    return secret.length == 0 || MessageDigest.isEqual(secret, named.getBytes(UTF_8));
  }
}
