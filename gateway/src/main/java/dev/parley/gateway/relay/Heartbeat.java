package dev.parley.gateway.relay;

import dev.parley.protocol.Head;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Once a heartbeat: compares all rooms here with the store in one question, pings every client with
 * what the store said, and renews ICE credentials past half of their life. Each second: ends
 * sockets that have gone silent.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Heartbeat {
  private static final long WATCH_MS = 1_000;

  private final Node node;
  private final HostedRooms rooms;
  private final RoomQuestions questions;
  private final Commands commands;
  private long beats;

  Heartbeat(Node node, HostedRooms rooms, RoomQuestions questions, Commands commands) {
    this.node = node;
    this.rooms = rooms;
    this.questions = questions;
    this.commands = commands;
  }

  /** Runs until the verticle is undeployed. */
  void start() {
    long silence = node.settings().silence().toMillis();
    node.vertx().setPeriodic(node.settings().heartbeat().toMillis(), tick -> beat());
    node.vertx().setPeriodic(Math.min(WATCH_MS, Math.max(1, silence / 4)), tick -> watch());
  }

  private void beat() {
    beats++;
    List<RoomName> names =
        rooms.all().stream()
            .filter(room -> !room.members().isEmpty())
            .map(HostedRoom::name)
            .toList();
    if (!names.isEmpty()) {
      questions
          .ask(new RoomRequest.Heads(names))
          .onComplete(answered -> {
            RoomAnswer answer = answered.succeeded() ? answered.result() : null;
            names.forEach(name -> ping(name, answer));
          });
    }
    renewIce();
  }

  private void ping(RoomName name, @Nullable RoomAnswer answer) {
    rooms.all().stream()
        .filter(room -> room.name().equals(name))
        .forEach(room -> {
          Map<RoomName, Head> heads =
              answer instanceof RoomAnswer.Heads found ? found.heads() : null;
          Head head = heads == null ? null : heads.get(name);
          byte[] frame = FrameCodec.encode(new ServerFrame.Ping(beats, head));
          byte[] bare = FrameCodec.encode(new ServerFrame.Ping(beats, null));
          room.members().forEach(member -> member.send(member.degraded ? bare : frame));
          if (heads != null) {
            room.compare(head);
          }
        });
  }

  private void renewIce() {
    long now = node.now();
    rooms
        .members()
        .filter(member -> member.owedIce || member.ticket.wantsIce(now))
        .forEach(commands::renewIce);
  }

  private void watch() {
    long now = System.nanoTime();
    long silence = node.settings().silence().toNanos();
    rooms
        .members()
        .filter(member -> member.peer.isSilent(silence, now))
        .toList()
        .forEach(member -> member.peer.drop(CloseCode.SILENT));
  }
}
