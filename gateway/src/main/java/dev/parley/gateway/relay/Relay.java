package dev.parley.gateway.relay;

import dev.parley.gateway.relay.GatewayMeters.Way;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The way of a signal: from a session here to a member of its room, wherever that is, by the
 * replica of the room alone. Nobody is asked on the way; one message on the bus at most, and none
 * inside a node. What does not arrive is sent again by its sender.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Relay {
  /** Signals to unknown targets that may wait, together, for their rooms to be asked for. */
  private static final int MOST_WAITING = 256;

  private final Node node;
  private int waiting;

  Relay(Node node) {
    this.node = node;
  }

  /** Passes a signal on; tells its sender when it met nobody. */
  void signal(LocalMember sender, ClientFrame.Signal signal) {
    long start = System.nanoTime();
    node.meters().signal(signal.kind());
    byte[] frame =
        FrameCodec.encode(
            new ServerFrame.Signal(
                sender.session(),
                signal.link(),
                signal.seq(),
                signal.ack(),
                signal.kind(),
                signal.data()));
    Way way = route(sender, signal.to(), frame);
    node.meters().relayed(way, start);
    if (way == Way.UNKNOWN) {
      seek(sender, signal, frame);
    }
  }

  /** The target is not in the replica: it may have joined a moment ago. */
  private void seek(LocalMember sender, ClientFrame.Signal signal, byte[] frame) {
    if (waiting >= MOST_WAITING) {
      undeliverable(sender, signal);
      return;
    }
    waiting++;
    sender
        .room
        .refresh()
        .onComplete(refreshed -> {
          waiting--;
          if (route(sender, signal.to(), frame) == Way.UNKNOWN) {
            undeliverable(sender, signal);
          }
        });
  }

  private static void undeliverable(LocalMember sender, ClientFrame.Signal signal) {
    sender.send(
        new ServerFrame.Undeliverable(
            signal.to(), signal.link(), signal.seq(), ErrorCode.UNKNOWN_PEER));
  }

  /** Passes acknowledgements on, those for one target together. */
  void acks(LocalMember sender, ClientFrame.Ack frame) {
    Map<SessionId, List<ServerFrame.Ack.From>> byTarget = new LinkedHashMap<>();
    for (ClientFrame.Ack.To ack : frame.acks()) {
      byTarget
          .computeIfAbsent(ack.to(), target -> new ArrayList<>())
          .add(new ServerFrame.Ack.From(sender.session(), ack.link(), ack.seq()));
    }
    byTarget.forEach(
        (target, acks) -> route(sender, target, FrameCodec.encode(new ServerFrame.Ack(acks))));
  }

  private Way route(LocalMember sender, SessionId target, byte[] frame) {
    HostedRoom room = sender.room;
    RoomState state = room.state();
    Entry entry = state == null ? null : state.entry(target);
    if (entry == null) {
      return Way.UNKNOWN;
    }
    if (room.member(target) != null) {
      room.delivery().signal(sender.session(), target, frame);
      return Way.LOCAL;
    }
    NodeId where = room.whereabouts().of(entry, System.nanoTime());
    if (where == null || where.equals(node.id())) {
      return Way.AWAY;
    }
    node.bus().send(where, new NodeMessage.Relayed(room.name(), sender.session(), target, frame));
    return Way.REMOTE;
  }

  /** The pulses of that member, thinned out on their way. */
  Pulses pulsesOf(LocalMember sender) {
    return new Pulses(node.vertx(), values -> pulse(sender, values));
  }

  /** Passes a pulse on to everybody else in the room: one message a node. */
  private void pulse(LocalMember sender, Values values) {
    node.meters().pulse();
    byte[] frame = FrameCodec.encode(new ServerFrame.Pulse(sender.session(), values));
    HostedRoom room = sender.room;
    room.delivery().pulse(sender.session(), frame);
    RoomState state = room.state();
    if (state == null) {
      return;
    }
    long now = System.nanoTime();
    state.members().values().stream()
        .map(entry -> room.whereabouts().of(entry, now))
        .filter(other -> other != null && !other.equals(node.id()))
        .distinct()
        .forEach(other ->
            node.bus()
                .send(other, new NodeMessage.Relayed(room.name(), sender.session(), null, frame)));
  }
}
