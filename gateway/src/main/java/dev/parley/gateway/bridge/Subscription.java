package dev.parley.gateway.bridge;

import org.jspecify.annotations.Nullable;

/**
 * One address that one socket has registered. Nothing is said to it before it has been told the
 * whole; until then it waits for its turn among what its socket is owed.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Subscription {
  private final BridgeSocket socket;
  private @Nullable Topic topic;
  private boolean owed = true;
  private boolean over;

  /** The timer of its end; -1: there is none. */
  private long timer = -1;

  Subscription(BridgeSocket socket) {
    this.socket = socket;
  }

  /** It may hear that topic from now on; the timer ends with it. */
  void begin(Topic allowed, long untilTimer) {
    topic = allowed;
    timer = untilTimer;
    allowed.add(this);
  }

  /** Takes the topic from it; null where it had none yet. */
  @Nullable Topic end() {
    Topic left = topic;
    over = true;
    topic = null;
    if (left != null) {
      left.remove(this);
    }
    return left;
  }

  long timer() {
    return timer;
  }

  boolean isOver() {
    return over;
  }

  /** What it was told is not so any more: it is to be told the whole. */
  void owe() {
    owed = true;
    socket.owe(this);
  }

  /** Its turn has come. Where nothing is known yet, the topic owes it again when something is. */
  void pay() {
    Topic from = topic;
    Letter whole = from == null ? null : from.whole();
    if (whole != null && owed) {
      owed = false;
      socket.write(whole);
    }
  }

  /** Tells it what is news, if it knows what that is news of. */
  void tell(Letter letter) {
    if (!owed) {
      socket.offer(letter);
    }
  }
}
