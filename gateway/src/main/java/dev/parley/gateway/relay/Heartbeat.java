package dev.parley.gateway.relay;

import dev.parley.protocol.Head;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import org.jspecify.annotations.Nullable;

/**
 * Once a heartbeat: compares all rooms here with the store in one question, pings every client with
 * what the store said, and renews ICE credentials past half of their life. Each second: ends
 * sockets that have gone silent, and compares again while the store does not answer.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Heartbeat {
  private static final long WATCH_MS = 1_000;
  private static final long AGAIN_MS = 1_000;

  /** Of ICE credentials in a heartbeat, so that a change that concerns everybody floods nobody. */
  private static final int RENEWALS = 1_000;

  private final Node node;
  private final HostedRooms rooms;
  private final Clients clients;
  private final RoomQuestions questions;
  private final Commands commands;
  private long beats;
  private boolean waiting;

  Heartbeat(Node node, Clients clients, RoomQuestions questions, Commands commands) {
    this.node = node;
    this.rooms = clients.rooms();
    this.clients = clients;
    this.questions = questions;
    this.commands = commands;
  }

  /** Runs until the verticle is undeployed. */
  void start() {
    long silence = node.settings().silence().toMillis();
    node.vertx().setPeriodic(node.settings().heartbeat().toMillis(), tick -> beat());
    node.vertx().setPeriodic(Math.min(WATCH_MS, Math.max(1, silence / 4)), tick -> watch());
  }

  /** Somebody has seen that the store is another one: nobody waits for the next heartbeat. */
  void storeHasBegunAnew() {
    compare(false);
  }

  private void beat() {
    byte[] bare = FrameCodec.encode(new ServerFrame.Ping(beats, null));
    clients.outsideRooms().forEach(peer -> peer.send(bare));
    compare(true);
    renewIce();
  }

  /**
   * Compares, and pings with what the store said.
   *
   * @param anyway whether to ping even if it said nothing
   */
  private void compare(boolean anyway) {
    Comparison.of(rooms, questions)
        .onSuccess(compared -> {
          if (anyway || !compared.isUnanswered()) {
            beats++;
            byte[] bare = FrameCodec.encode(new ServerFrame.Ping(beats, null));
            compared.asked().forEach(each -> ping(each.room(), compared.head(each.room()), bare));
          }
          if (compared.isUnanswered()) {
            compareAgain();
          }
          compared.draw();
        });
  }

  /** Nobody answered: all wait for the moment in which somebody does. */
  private void compareAgain() {
    if (!waiting) {
      waiting = true;
      node.vertx()
          .setTimer(
              AGAIN_MS,
              elapsed -> {
                waiting = false;
                compare(false);
              });
    }
  }

  /** Whom the store has not confirmed is not told where the room stands in it. */
  private void ping(HostedRoom room, @Nullable Head head, byte[] bare) {
    byte[] frame = head == null ? bare : FrameCodec.encode(new ServerFrame.Ping(beats, head));
    room.members().forEach(member -> member.send(member.degraded ? bare : frame));
  }

  private void renewIce() {
    long now = node.now();
    rooms
        .members()
        .filter(member -> member.owedIce || member.ticket.wantsIce(now))
        .limit(RENEWALS)
        .forEach(commands::renewIce);
  }

  private void watch() {
    long now = System.nanoTime();
    long silence = node.settings().silence().toNanos();
    clients
        .all()
        .filter(peer -> peer.isSilent(silence, now))
        .toList()
        .forEach(peer -> peer.drop(CloseCode.SILENT));
  }
}
