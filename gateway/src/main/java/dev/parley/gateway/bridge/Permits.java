package dev.parley.gateway.bridge;

import dev.parley.gateway.relay.RoomSecret;
import dev.parley.gateway.tokens.Authority;
import dev.parley.gateway.tokens.Claims;
import dev.parley.gateway.tokens.TokenRefused;
import io.vertx.core.Future;

/**
 * Decides, when somebody registers, what they may hear: by the secret of the rooms where there is
 * one, and by the token that they show.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Permits {
  private final Authority authority;
  private final RoomSecret secret;

  Permits(Authority authority, RoomSecret secret) {
    this.authority = authority;
    this.secret = secret;
  }

  /** What the bearer may hear; fails with {@link Refusal}. */
  Future<Claims> of(BridgeFrame.Headers headers) {
    return secret.is(headers.secret())
        ? authority
            .verify(headers.token())
            .recover(failure -> Future.failedFuture(new Refusal(fault(failure))))
        : Future.failedFuture(new Refusal(BridgeFault.BAD_SECRET));
  }

  private static BridgeFault fault(Throwable failure) {
    if (!(failure instanceof TokenRefused refused)) {
      return BridgeFault.UNAVAILABLE;
    }
    return switch (refused.code()) {
      case BAD_TOKEN -> BridgeFault.BAD_TOKEN;
      case TOKEN_EXPIRED -> BridgeFault.TOKEN_EXPIRED;
      default -> BridgeFault.UNAVAILABLE;
    };
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
