package dev.parley.gateway.relay;

import dev.parley.protocol.wire.Attend;
import dev.parley.protocol.wire.ClientFrame;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one socket, one for each class of frames.
 *
 * <p><em>Threading:</em> one thread.
 */
final class RateLimits {
  private final TokenBucket signals;
  private final TokenBucket commands;
  private final TokenBucket pulses;
  private final TokenBucket others;
  private final TokenBucket refusals;

  private final TokenBucket entries;

  /**
   * Full buckets.
   *
   * @param entries that of the address, for joins and attends
   */
  RateLimits(Rates rates, TokenBucket entries, long now) {
    this.entries = entries;
    this.signals = bucket(rates.signals(), now);
    this.commands = bucket(rates.commands(), now);
    this.pulses = bucket(rates.pulses(), now);
    this.others = bucket(rates.others(), now);
    this.refusals = bucket(rates.refusals(), now);
  }

  private static TokenBucket bucket(int rate, long now) {
    return new TokenBucket(rate, rate * (double) Rates.BURST, now);
  }

  /** Counts a frame; null, or the bucket of which there is too little left. */
  @Nullable TokenBucket take(ClientFrame frame, long now) {
    TokenBucket bucket = of(frame);
    if (!bucket.take(now)) {
      return bucket;
    }
    boolean enters = frame instanceof ClientFrame.Join || frame instanceof Attend;
    return enters && !entries.take(now) ? entries : null;
  }

  private TokenBucket of(ClientFrame frame) {
    return switch (frame) {
      case ClientFrame.Signal signal -> signals;
      case ClientFrame.Command command -> commands;
      case ClientFrame.Leave leave -> commands;
      case ClientFrame.Pulse pulse -> pulses;
      case ClientFrame.Ack ack -> others;
      case ClientFrame.Sync sync -> others;
      case ClientFrame.Ping ping -> others;
      case ClientFrame.Pong pong -> others;
    };
  }

  /** Counts a refused frame; false when the socket has had enough of them. */
  boolean bearsRefusal(long now) {
    return refusals.take(now);
  }
}
