package dev.parley.protocol.wire;

import dev.parley.protocol.CommandId;
import org.jspecify.annotations.Nullable;

/**
 * A frame that could not be decoded: why, and the id of the command where it had a readable one.
 */
public final class BadFrame extends Exception {
  private static final long serialVersionUID = 1;
  private final ErrorCode code;
  private final transient @Nullable CommandId id;

  public BadFrame(ErrorCode code, @Nullable CommandId id) {
    this(code, id, code.sentence());
  }

  public BadFrame(ErrorCode code, @Nullable CommandId id, String message) {
    super(message);
    this.code = code;
    this.id = id;
  }

  public ErrorCode code() {
    return code;
  }

  public @Nullable CommandId id() {
    return id;
  }

  /** What the client is told. */
  public Refusal toError() {
    String reason = getMessage();
    return Refusal.of(id, code).because(reason == null ? code.sentence() : reason);
  }
}
