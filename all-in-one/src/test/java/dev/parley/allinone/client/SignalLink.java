package dev.parley.allinone.client;

import dev.parley.protocol.RawJson;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SignalKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One link with one peer, both directions: numbers what is said and keeps it until it is
 * acknowledged; delivers what is heard in order and once (docs/protocol.md, section 4).
 *
 * <p>Threading: the client's.
 */
final class SignalLink {
  private static final int WINDOW = 64;
  private static final int EARLY = 64;

  private record Out(long seq, SignalKind kind, RawJson data) {}

  private final SessionId peer;
  private final long number;
  private final Pace pace;
  private final Deque<Out> unacknowledged = new ArrayDeque<>();
  private final SortedMap<Long, ServerFrame.Signal> early = new TreeMap<>();
  private long next = 1;
  private long last;
  private boolean owesAck;
  private int tries;
  private long due;

  SignalLink(SessionId peer, long number, Pace pace) {
    this.peer = peer;
    this.number = number;
    this.pace = pace;
  }

  SessionId peer() {
    return peer;
  }

  boolean hasRoom() {
    return unacknowledged.size() < WINDOW;
  }

  boolean isIdle() {
    return unacknowledged.isEmpty();
  }

  long said() {
    return next - 1;
  }

  /** Numbers and keeps a signal. */
  ClientFrame.Signal say(SignalKind kind, RawJson data, long now) {
    Out out = new Out(next++, kind, data);
    if (unacknowledged.isEmpty()) {
      tries = 0;
      due = now + pace.retry(0);
    }
    unacknowledged.add(out);
    return frame(out);
  }

  private ClientFrame.Signal frame(Out out) {
    owesAck = false;
    Long ack = last == 0 ? null : last;
    return new ClientFrame.Signal(peer, number, out.seq(), ack, out.kind(), out.data());
  }

  /** Takes a signal; delivers what is in order by it. */
  void hear(ServerFrame.Signal signal, long now, Consumer<ServerFrame.Signal> deliver) {
    if (signal.ack() != null) {
      acknowledged(signal.ack(), now);
    }
    owesAck = true;
    if (signal.seq() > last && early.size() < EARLY) {
      early.putIfAbsent(signal.seq(), signal);
    }
    while (!early.isEmpty() && early.firstKey() == last + 1) {
      last++;
      deliver.accept(early.remove(last));
    }
  }

  void acknowledged(long seq, long now) {
    if (unacknowledged.removeIf(out -> out.seq() <= seq)) {
      tries = 0;
      due = now + pace.retry(0);
    }
  }

  /** Sends everything again that is not acknowledged. */
  void again(long now, Consumer<ClientFrame.Signal> send) {
    due = now + pace.retry(tries);
    tries++;
    unacknowledged.forEach(out -> send.accept(frame(out)));
  }

  /** The same, as if nothing had been tried yet. */
  void afresh(long now, Consumer<ClientFrame.Signal> send) {
    tries = 0;
    again(now, send);
  }

  boolean isDue(long now) {
    return !unacknowledged.isEmpty() && now >= due;
  }

  /** The acknowledgement that is owed, if one is; then it is not owed any more. */
  ClientFrame.Ack.To takeAck(boolean always) {
    boolean owed = owesAck || (always && last > 0);
    owesAck = false;
    return owed ? new ClientFrame.Ack.To(peer, number, last) : null;
  }
}
