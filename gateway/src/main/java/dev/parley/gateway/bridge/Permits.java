package dev.parley.gateway.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.security.MessageDigest;

/**
 * Decides, when somebody registers, what they may hear: everything, where rooms are open to
 * everybody, or to everybody who knows their secret.
 *
 * <p><em>Threading:</em> immutable.
 */
final class Permits {
  private final byte[] secret;

  /** Asks for that secret; empty: for none. */
  Permits(String secret) {
    this.secret = secret.getBytes(UTF_8);
  }

  /** Fails with {@link Refusal}. */
  Future<Permit> of(BridgeFrame.Headers headers) {
    String named = headers.secret() == null ? "" : headers.secret();
    return secret.length == 0 || MessageDigest.isEqual(secret, named.getBytes(UTF_8))
        ? Future.succeededFuture(new Permit(null, address -> true))
        : Future.failedFuture(new Refusal(BridgeFault.BAD_SECRET));
  }

  /** Why not. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final BridgeFault fault;

    Refusal(BridgeFault fault) {
      super(fault.word(), null, false, false);
      this.fault = fault;
    }

    BridgeFault fault() {
      return fault;
    }
  }
}
