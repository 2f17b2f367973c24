package dev.parley.gateway.relay;

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
  private final Relay relay;
  private final Joins joins;
  private final Resumes resumes;
  private final Commands commands;
  private final Heartbeat heartbeat;
  private final Lease lease;
  private final Rehearsal rehearsal;

  public Gateway(Node node) {
    RoomQuestions questions = new RoomQuestions(node.bus());
    IceSupply ice = new IceSupply(node.bus());
    this.node = node;
    this.rooms = new HostedRooms(node, questions);
    this.relay = new Relay(node);
    Enrolment enrolment = new Enrolment(node, rooms);
    this.joins = new Joins(node, rooms, questions, ice, relay, enrolment);
    this.resumes = new Resumes(node, rooms, questions, ice, relay, enrolment);
    this.commands = new Commands(node, questions, ice, enrolment);
    this.heartbeat = new Heartbeat(node, rooms, questions, commands);
    this.lease = new Lease(node, rooms);
    this.rehearsal = new Rehearsal(node, questions);
  }

  /** Hears the bus from now on, and beats. */
  public Future<Void> start() {
    return node.bus()
        .listen(node.id(), rooms::hear)
        .map(registration -> {
          rehearsal.run();
          rooms.start();
          lease.start();
          heartbeat.start();
          return null;
        });
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

  Lease lease() {
    return lease;
  }
}
