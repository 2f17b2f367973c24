package dev.parley.gateway.relay;

import dev.parley.protocol.bus.NodeMessage;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;

/**
 * One gateway: its parts, put together by hand.
 *
 * <p><em>Threading:</em> the event loop on which it was started.
 */
public final class Gateway {
  private final Node node;
  private final HostedRooms rooms;
  private final Follows follows;
  private final Relay relay;
  private final Joins joins;
  private final Resumes resumes;
  private final Commands commands;
  private final TokenWatch tokens;
  private final Heartbeat heartbeat;
  private final Fellows fellows;
  private final Lease lease;
  private final Drain drain;
  private final CutOff cutOff;
  private final Pauses pauses;
  private final Rehearsal rehearsal;
  private volatile boolean leaving;

  public Gateway(Node node) {
    RoomQuestions questions = new RoomQuestions(node.bus());
    IceSupply ice = new IceSupply(node.bus(), node.settings().region());
    this.node = node;
    this.rooms = new HostedRooms(node, questions);
    this.follows = new Follows(node, rooms);
    this.relay = new Relay(node);
    Enrolment enrolment = new Enrolment(node, rooms);
    this.joins = new Joins(node, rooms, questions, ice, relay, enrolment);
    this.resumes = new Resumes(node, rooms, questions, ice, relay, enrolment);
    this.commands = new Commands(node, questions, ice, enrolment);
    this.tokens = new TokenWatch(node, rooms);
    this.heartbeat = new Heartbeat(node, rooms, questions, commands);
    this.fellows = new Fellows(node, this::isOpen);
    this.pauses = new Pauses(node, rooms, questions);
    this.lease = new Lease(node, rooms, fellows, heartbeat::storeHasBegunAnew);
    Handover handover = new Handover(node, rooms);
    this.drain = new Drain(node, rooms, fellows, handover);
    this.cutOff = new CutOff(node, fellows, handover);
    this.rehearsal = new Rehearsal(node, questions);
  }

  /** Hears the bus from now on, and beats. */
  public Future<Void> start() {
    return node.bus()
        .listen(node.id(), this::hear)
        .map(registration -> {
          rehearsal.run();
          pauses.start();
          rooms.start();
          follows.start();
          lease.start();
          heartbeat.start();
          tokens.start();
          cutOff.start();
          return null;
        });
  }

  private void hear(NodeMessage message) {
    if (message instanceof NodeMessage.AboutGateway about) {
      fellows.hear(about);
    } else {
      rooms.hear(message);
    }
  }

  /** Acts on what a client says: now, or after a pause as soon as that is safe, in order. */
  public void act(Runnable input) {
    pauses.act(input);
  }

  /** Whether new sockets are welcome. Callable from any thread. */
  public boolean isOpen() {
    return !leaving && !cutOff.isCut();
  }

  /**
   * Takes no new sockets from now on, and hands its clients over to other gateways.
   *
   * @return completes when they are there, or will not be
   */
  public Future<Void> drain() {
    leaving = true;
    return drain.run();
  }

  /** Gives the lease up, so that nobody waits for it to lapse. */
  public Future<Void> stop() {
    return lease.release();
  }

  /**
   * A new socket.
   *
   * @param joins the bucket that joins from its address draw from
   */
  public PeerSession accept(ServerWebSocket socket, TokenBucket joins) {
    return new PeerSession(this, socket, joins);
  }

  /** The rooms that are followed without being hosted. */
  public Follows follows() {
    return follows;
  }

  Node node() {
    return node;
  }

  HostedRooms rooms() {
    return rooms;
  }

  Relay relay() {
    return relay;
  }

  Joins joins() {
    return joins;
  }

  Resumes resumes() {
    return resumes;
  }

  Commands commands() {
    return commands;
  }

  TokenWatch tokens() {
    return tokens;
  }

  Lease lease() {
    return lease;
  }
}
