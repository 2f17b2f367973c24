package dev.parley.allinone.client;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Head;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is to the server, and the frame with which it enters: a join, or the resume of what
 * it has joined. Each attempt proposes a generation above all before it.
 *
 * <p>Threading: the client's.
 */
final class Identity {
  private final InstanceId instance;
  private final RoomName room;
  private final @Nullable String secret;
  private final List<ClientFrame.Offer> offers;
  private long generation;
  private int ids;
  private CommandId entering = new CommandId("j0");
  private SessionId session;
  private String ticket;
  private String replaces;
  private NodeId node;

  Identity(
      InstanceId instance, RoomName room, @Nullable String secret, List<ClientFrame.Offer> offers) {
    this.instance = instance;
    this.room = room;
    this.secret = secret;
    this.offers = offers;
  }

  RoomName room() {
    return room;
  }

  NodeId node() {
    return node;
  }

  SessionId session() {
    return session;
  }

  /** A name for a command. */
  CommandId nextId(String kind) {
    return new CommandId(kind + ++ids);
  }

  /** Whether that is the last join or resume, or its answer. */
  boolean isEntering(CommandId id) {
    return entering.equals(id);
  }

  void joined(ServerFrame.Joined joined) {
    session = joined.session();
    ticket = joined.ticket();
    node = joined.node();
  }

  void resumed(ServerFrame.Resumed resumed) {
    ticket = resumed.ticket();
    node = resumed.node();
  }

  void renewed(String ticket) {
    this.ticket = ticket;
  }

  /** The session is over; the next one is to take its place. */
  void startAfresh() {
    replaces = ticket;
    session = null;
    entering = nextId("j");
  }

  /** A repetition of the last join. Offers are made once, never at a rejoin. */
  ClientFrame.Join join() {
    return new ClientFrame.Join(
        entering,
        instance,
        ++generation,
        room,
        secret,
        replaces,
        Values.NONE,
        List.of(),
        replaces == null ? offers : List.of());
  }

  ClientFrame.Resume resume(Head at) {
    entering = nextId("r");
    return new ClientFrame.Resume(
        entering, instance, ticket, ++generation, new ClientFrame.Have(at.incarnation(), at.rev()));
  }
}
