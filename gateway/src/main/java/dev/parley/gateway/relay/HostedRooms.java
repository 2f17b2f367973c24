package dev.parley.gateway.relay;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that have members or followers here, and what this node hears of them on the bus. A
 * room's replica goes with the last of them.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class HostedRooms {
  private final Node node;
  private final RoomQuestions questions;
  private final Departures departures;
  private final Disputes disputes;
  private final Neighbours neighbours;
  private final Map<RoomName, HostedRoom> rooms = new HashMap<>();
  private int sessions;

  /** The life of the store, as the last answer of room-service named it. */
  private @Nullable Hex64 life;

  HostedRooms(Node node, RoomQuestions questions) {
    this.node = node;
    this.questions = questions;
    this.departures = new Departures(node, questions, this::isHere);
    this.disputes = new Disputes(node, questions, departures, rooms::get);
    this.neighbours = new Neighbours(node, rooms::get);
    questions.listen(this::heard);
  }

  /** Where the store has begun another life, every room must be given back to it. */
  private void heard(Hex64 now) {
    if (!now.equals(life)) {
      life = now;
      all().forEach(room -> room.rescue().heard(now));
    }
  }

  Neighbours neighbours() {
    return neighbours;
  }

  /** Claims what is here, again and again, until the verticle is undeployed. */
  void start() {
    disputes.start(this::all);
  }

  Departures departures() {
    return departures;
  }

  Collection<HostedRoom> all() {
    return List.copyOf(rooms.values());
  }

  Stream<LocalMember> members() {
    return rooms.values().stream().flatMap(room -> room.members().stream());
  }

  /** The room, kept from now on for somebody who is on the way in; to be {@link #left} once. */
  HostedRoom enter(RoomName name) {
    HostedRoom room = at(name);
    room.expect(1);
    return room;
  }

  /** The room, which the caller gives somebody to be kept for, or has {@link #drop dropped}. */
  HostedRoom at(RoomName name) {
    HostedRoom room =
        rooms.computeIfAbsent(name, key -> new HostedRoom(key, node, questions, disputes));
    count();
    return room;
  }

  /** Whoever was on the way in is in, or is not coming. */
  void left(HostedRoom room) {
    room.expect(-1);
    drop(room);
  }

  void attach(LocalMember member) {
    sessions++;
    member.room.attach(member);
    count();
  }

  /** The member's socket is gone, or is somebody else's. */
  void detach(LocalMember member) {
    sessions--;
    member.room.detach(member);
    drop(member.room);
    count();
  }

  void add(Knocker knocker) {
    knocker.room.lobby().add(knocker);
    knocker.room.review();
  }

  /** Who waited does not any more, or the socket is gone, or somebody else's. */
  void remove(Knocker knocker) {
    knocker.room.lobby().remove(knocker);
    drop(knocker.room);
  }

  /** Those who wait in the lobbies of all rooms. */
  Stream<Knocker> knockers() {
    return rooms.values().stream().flatMap(room -> room.lobby().all().stream());
  }

  /** Forgets the room if it is kept for nobody. */
  void drop(HostedRoom room) {
    if (room.isIdle()) {
      rooms.remove(room.name(), room);
      count();
    }
  }

  private void count() {
    node.meters().hosts(sessions, rooms.size());
  }

  private boolean isHere(RoomRequest.SessionCommand about) {
    HostedRoom room = rooms.get(about.room());
    return room != null && room.holds(about.session());
  }

  /** What other nodes and room-service say to this one. */
  void hear(NodeMessage message) {
    switch (message) {
      case NodeMessage.Ops ops -> hear(ops);
      case NodeMessage.Fence fence -> hear(fence);
      case NodeMessage.Relayed relayed -> hear(relayed);
      case NodeMessage.IceChanged changed -> members().forEach(member -> member.owedIce = true);
      case NodeMessage.Moved moved -> hear(moved);
      case NodeMessage.Wanted wanted -> neighbours.hear(wanted);
      case NodeMessage.Replica offered -> neighbours.hear(offered);
      case NodeMessage.AboutGateway about -> {} // is for Fellows
      case NodeMessage.AboutUsers about -> {} // is for People
    }
  }

  private void hear(NodeMessage.Ops ops) {
    HostedRoom room = rooms.get(ops.room());
    if (room != null) {
      room.hear(ops.changes());
    } else {
      ops.changes().ops().forEach(op -> doubt(ops.room(), op));
    }
  }

  /** A room that has nobody here may still name this node: an answer was lost on the way. */
  private void doubt(RoomName room, RoomOp op) {
    switch (op) {
      case RoomOp.Add add when add.seat() != null ->
          disputes.doubt(room, add.member().session(), add.seat());
      case RoomOp.Replace replace when replace.seat() != null ->
          disputes.doubt(room, replace.member().session(), replace.seat());
      case RoomOp.Up up when up.seat() != null ->
          disputes.doubt(room, up.member().session(), up.seat());
      case RoomOp.Add add -> {}
      case RoomOp.Replace replace -> {}
      case RoomOp.Up up -> {}
      case RoomOp.Update update -> {}
      case RoomOp.Away away -> {}
      case RoomOp.Remove remove -> {}
      case RoomOp.Key key -> {}
      case RoomOp.SetPolicy policy -> {}
      case RoomOp.Lobby knock when knock.place() != null ->
          disputes.doubt(room, knock.session(), knock.place().seat());
      case RoomOp.Lobby knock -> {}
      case RoomOp.SetBan ban -> {}
    }
  }

  private void hear(NodeMessage.Fence fence) {
    HostedRoom room = rooms.get(fence.room());
    if (room != null) {
      room.fence(fence.session(), fence.generation());
    }
  }

  private void hear(NodeMessage.Moved moved) {
    HostedRoom room = rooms.get(moved.room());
    if (room != null) {
      room.moved(moved);
    }
  }

  private void hear(NodeMessage.Relayed relayed) {
    HostedRoom room = rooms.get(relayed.room());
    SessionId to = relayed.to();
    if (room == null) {
      return;
    }
    if (to == null) {
      room.delivery().pulse(relayed.from(), relayed.frame());
    } else {
      room.delivery().signal(relayed.from(), to, relayed.frame());
    }
  }
}
