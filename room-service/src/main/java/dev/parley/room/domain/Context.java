package dev.parley.room.domain;

import dev.parley.protocol.Hex64;
import java.util.function.Supplier;

/**
 * What one step takes from outside.
 *
 * @param now ms since 1970 by the store's clock
 * @param epoch the store's life, named in each answer
 * @param age ms since that life began
 * @param fresh 64 new random bits at each call, for tags and incarnations
 */
public record Context(Rules rules, long now, Hex64 epoch, long age, Supplier<Hex64> fresh) {

  /**
   * Whether the store's life is so new that gateways may know more of a room than the store: they
   * restore it, and until they had the time nothing else may happen.
   */
  boolean settles() {
    return age < rules.settle().toMillis();
  }
}
