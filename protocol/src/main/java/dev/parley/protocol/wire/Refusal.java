package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import org.jspecify.annotations.Nullable;

/**
 * Something was refused.
 *
 * @param id of the command; absent when the error belongs to none
 * @param after ms to wait before a repetition
 */
@JsonTypeName("error")
public record Refusal(
    @Nullable CommandId id, ErrorCode code, Retry retry, @Nullable Long after, String message)
    implements ServerFrame {
  public Refusal {
    Check.present("code", code);
    Check.present("retry", retry);
    if (after != null) {
      Check.whole("after", after);
    }
    Check.present("message", message);
  }

  /** The error of that code, with the advice of the table. */
  public static Refusal of(@Nullable CommandId id, ErrorCode code) {
    return new Refusal(id, code, code.retry(), null, code.sentence());
  }

  public Refusal after(long ms) {
    return new Refusal(id, code, retry, ms, message);
  }

  public Refusal because(String reason) {
    return new Refusal(id, code, retry, after, reason);
  }
}
