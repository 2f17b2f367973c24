package dev.parley.gateway.edge;

import dev.parley.gateway.relay.TokenBucket;
import java.util.HashMap;
import java.util.Map;

/**
 * How often one address may do something: so often a second in the long run, ten times as often at
 * once.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class AddressRates {
  private static final int BURST = 10;
  private static final int SWEEP_AT = 10_000;

  private final int perSecond;
  private final Map<String, TokenBucket> buckets = new HashMap<>();

  AddressRates(int perSecond) {
    this.perSecond = perSecond;
  }

  /** The bucket of that address; those that are full again are forgotten. */
  TokenBucket of(String address) {
    long now = System.nanoTime();
    if (buckets.size() >= SWEEP_AT) {
      buckets.values().removeIf(bucket -> bucket.isFull(now));
    }
    return buckets.computeIfAbsent(
        address, key -> new TokenBucket(perSecond, perSecond * (double) BURST, now));
  }
}
