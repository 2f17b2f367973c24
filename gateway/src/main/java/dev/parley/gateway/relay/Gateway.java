package dev.parley.gateway.relay;

import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.Moderate;
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
  private final Watches watches;
  private final People people;
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
    Attendances attendances = new Attendances(node);
    Clients clients = new Clients(rooms, attendances);
    this.tokens = new TokenWatch(node, clients);
    this.watches = new Watches(node);
    this.people = new People(node, attendances, watches);
    this.heartbeat = new Heartbeat(node, clients, questions, commands);
    this.fellows = new Fellows(node, this::isOpen);
    this.pauses = new Pauses(node, rooms, questions);
    this.lease = new Lease(node, attendances.reports(), fellows, heartbeat::storeHasBegunAnew);
    Handover handover = new Handover(node, clients);
    this.drain = new Drain(node, clients, fellows, handover);
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
          watches.start();
          cutOff.start();
          return null;
        });
  }

  private void hear(NodeMessage message) {
    switch (message) {
      case NodeMessage.AboutGateway about -> fellows.hear(about);
      case NodeMessage.AboutUsers about -> people.hear(about);
      case NodeMessage other -> rooms.hear(other);
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

  /** What the session of that member says to its room. */
  void act(LocalMember member, ClientFrame.OfRoom frame) {
    switch (frame) {
      case ClientFrame.Signal signal -> relay.signal(member, signal);
      case ClientFrame.Ack ack -> relay.acks(member, ack);
      case ClientFrame.Pulse pulse -> member.pulses.offer(pulse.values());
      case ClientFrame.Sync sync -> member.room.sync(member, sync.incarnation(), sync.rev());
      case ClientFrame.Update update -> commands.update(member, update);
      case Moderate moderate -> commands.moderate(member, moderate);
      case ClientFrame.Ice ice -> commands.ice(member, ice);
      case ClientFrame.Token token -> tokens.renew(member, token);
    }
  }

  /** By which whoever has no session follows users too. */
  public Watches watches() {
    return watches;
  }

  Node node() {
    return node;
  }

  HostedRooms rooms() {
    return rooms;
  }

  Joins joins() {
    return joins;
  }

  Resumes resumes() {
    return resumes;
  }

  People people() {
    return people;
  }
}
