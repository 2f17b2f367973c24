package dev.parley.gateway.tokens;

import dev.parley.protocol.wire.ErrorCode;

/** A token that allows nothing. It says in a word why, and never repeats what the token said. */
public final class TokenRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  TokenRefused(ErrorCode code) {
    super(code.sentence(), null, false, false);
    this.code = code;
  }

  /** The code of what a {@link Authority#verify} failed with. */
  public static ErrorCode codeOf(Throwable failure) {
    return failure instanceof TokenRefused refused ? refused.code() : ErrorCode.UNAVAILABLE;
  }

  /** {@code bad-token}, {@code token-expired}, or {@code unavailable} where keys are not there. */
  public ErrorCode code() {
    return code;
  }
}
