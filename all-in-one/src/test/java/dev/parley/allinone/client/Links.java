package dev.parley.allinone.client;

import dev.parley.protocol.RawJson;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All links of one session: which signal belongs to which, what is sent again and when, and the
 * signals of sessions that are not in the roster yet.
 *
 * <p>Threading: the client's.
 */
final class Links {
  private static final int HELD = 64;
  private static final long HELD_MS = 2_000;
  private static final int ACKS_A_FRAME = 64;

  private record Held(ServerFrame.Signal signal, long since) {}

  private final Pace pace;
  private final Predicate<SessionId> isUp;
  private final Predicate<SessionId> isThere;
  private final Consumer<ClientFrame> send;
  private final Consumer<ServerFrame.Signal> deliver;
  private final Map<SessionId, SignalLink> links = new TreeMap<>();
  private final List<Held> held = new ArrayList<>();
  private long acksDue;

  Links(
      Pace pace,
      Predicate<SessionId> isUp,
      Predicate<SessionId> isThere,
      Consumer<ClientFrame> send,
      Consumer<ServerFrame.Signal> deliver) {
    this.pace = pace;
    this.isUp = isUp;
    this.isThere = isThere;
    this.send = send;
    this.deliver = deliver;
  }

  private SignalLink link(SessionId peer) {
    return links.computeIfAbsent(peer, key -> new SignalLink(key, 1, pace));
  }

  /** Says something to a peer; answers its number, or 0 where the window is full. */
  long say(SessionId peer, SignalKind kind, RawJson data, long now) {
    SignalLink link = link(peer);
    if (!link.hasRoom()) {
      return 0;
    }
    ClientFrame.Signal signal = link.say(kind, data, now);
    if (isUp.test(peer)) {
      send.accept(signal);
    }
    return signal.seq();
  }

  /** An offer that the server has sent on as signal 1: kept until it is acknowledged. */
  void offered(SessionId peer, RawJson data, long now) {
    SignalLink link = link(peer);
    if (link.said() == 0) {
      link.say(SignalKind.DESCRIPTION, data, now);
    }
  }

  void hear(ServerFrame.Signal signal, long now) {
    if (!isThere.test(signal.from())) {
      if (held.size() < HELD) {
        held.add(new Held(signal, now));
      }
      return;
    }
    link(signal.from()).hear(signal, now, deliver);
    if (acksDue == 0) {
      acksDue = now + pace.ackWithin();
    }
  }

  void acknowledged(ServerFrame.Ack frame, long now) {
    for (ServerFrame.Ack.From ack : frame.acks()) {
      SignalLink link = links.get(ack.from());
      if (link != null) {
        link.acknowledged(ack.seq(), now);
      }
    }
  }

  /** The roster changed: held signals may be known now, and some peers are gone. */
  void rosterChanged(long now) {
    List<Held> waiting = List.copyOf(held);
    held.clear();
    for (Held one : waiting) {
      if (now - one.since() < HELD_MS) {
        hear(one.signal(), now);
      }
    }
    links.keySet().removeIf(peer -> !isThere.test(peer));
  }

  /** The peer has a socket again. */
  void isBack(SessionId peer, long now) {
    SignalLink link = links.get(peer);
    if (link != null && !link.isIdle()) {
      link.afresh(now, send::accept);
    }
  }

  /** This session has a socket again: everything is said again, and everything acknowledged. */
  void resumed(long now) {
    for (SignalLink link : links.values()) {
      if (isUp.test(link.peer())) {
        link.afresh(now, send::accept);
      }
    }
    sendAcks(true);
  }

  /** Whether signals have waited for their sender for so long that the roster must be wrong. */
  boolean tick(long now) {
    for (SignalLink link : links.values()) {
      if (link.isDue(now) && isUp.test(link.peer())) {
        link.again(now, send::accept);
      }
    }
    if (acksDue != 0 && now >= acksDue) {
      sendAcks(false);
    }
    return held.removeIf(one -> now - one.since() >= HELD_MS);
  }

  private void sendAcks(boolean all) {
    acksDue = 0;
    List<ClientFrame.Ack.To> acks = new ArrayList<>();
    for (SignalLink link : links.values()) {
      ClientFrame.Ack.To ack = link.takeAck(all);
      if (ack != null) {
        acks.add(ack);
      }
    }
    for (int from = 0; from < acks.size(); from += ACKS_A_FRAME) {
      send.accept(
          new ClientFrame.Ack(acks.subList(from, Math.min(acks.size(), from + ACKS_A_FRAME))));
    }
  }

  /** Whether everything that was said to peers with a socket is acknowledged. */
  boolean isIdle() {
    return links.values().stream().allMatch(link -> link.isIdle() || !isUp.test(link.peer()));
  }

  @Override
  public String toString() {
    return links.values().stream()
        .filter(link -> !link.isIdle())
        .map(link -> link.peer() + (isUp.test(link.peer()) ? " up" : " not up"))
        .toList()
        .toString();
  }
}
