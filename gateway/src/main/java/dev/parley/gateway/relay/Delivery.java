package dev.parley.gateway.relay;

import dev.parley.gateway.relay.HeldSignals.Held;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomState;

/**
 * The last step of a frame from a session, perhaps of another node, to the members of a room whose
 * sockets are here: only those who are in the room are heard.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Delivery {
  private final Replica replica;
  private final LocalMembers members;
  private final RoomStream stream;
  private final Refresh refresh;
  private final HeldSignals held = new HeldSignals();

  /** Delivers to these members, however they change. */
  Delivery(Replica replica, LocalMembers members, RoomStream stream, Refresh refresh) {
    this.replica = replica;
    this.members = members;
    this.stream = stream;
    this.refresh = refresh;
  }

  /** A signal or acknowledgement for one session. */
  void signal(SessionId from, SessionId to, byte[] frame) {
    LocalMember member = members.get(to);
    RoomState now = replica.state();
    if (member == null || now == null || now.isOut(from)) {
      return;
    }
    if (now.entry(from) == null) {
      held.add(from, to, frame, System.nanoTime());
      refresh.run();
      return;
    }
    stream.introduce(from);
    member.send(frame);
  }

  /** A pulse for everybody here but its sender. */
  void pulse(SessionId from, byte[] frame) {
    RoomState now = replica.state();
    if (now != null && now.entry(from) != null) {
      for (LocalMember member : members.all()) {
        if (!member.session().equals(from)) {
          member.sendPulse(frame);
        }
      }
    }
  }

  /** Delivers what waited for senders that are in the room now. */
  void release(RoomState now) {
    for (Held signal : held.release(from -> now.entry(from) != null, System.nanoTime())) {
      signal(signal.from(), signal.to(), signal.frame());
    }
  }
}
