package dev.parley.gateway.relay;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ErrorCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway does where its sockets and the room's entries do not agree. A newer generation
 * elsewhere closes a socket here. A socket here answers an entry that is away or gone. An entry
 * that names this node, but that it does not hold for 3 s, is reported as away.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Disputes {
  private static final long DISOWN_MS = 3_000;
  private static final long INSIST_MS = 1_000;

  /** An objection is not repeated sooner, whatever happens; a little less than each second. */
  static final long AGAIN_NANOS = 900_000_000;

  private final Node node;
  private final RoomQuestions questions;
  private final Departures departures;
  private final Function<RoomName, @Nullable HostedRoom> rooms;
  private final Set<SessionId> doubted = new HashSet<>();

  Disputes(
      Node node,
      RoomQuestions questions,
      Departures departures,
      Function<RoomName, @Nullable HostedRoom> rooms) {
    this.node = node;
    this.questions = questions;
    this.departures = departures;
    this.rooms = rooms;
  }

  /**
   * Looks again each second, until the verticle is undeployed: while the store does not know where
   * a socket is, everybody is told.
   */
  void start(Supplier<Collection<HostedRoom>> hosted) {
    node.vertx().setPeriodic(INSIST_MS, tick -> hosted.get().forEach(HostedRoom::review));
  }

  void review(HostedRoom room, RoomState state) {
    for (LocalMember member : room.members()) {
      review(member, state);
    }
    state
        .held()
        .forEach((session, seat) -> {
          if (!room.holds(session)) {
            doubt(room.name(), session, seat);
          }
        });
  }

  private void review(LocalMember member, RoomState state) {
    Entry entry = state.entry(member.session());
    if (entry == null) {
      ErrorCode out = member.ticket.claimant().refusedBy(state, 0);
      if (out == null) {
        assertUp(member);
      } else if (out != ErrorCode.ROOM_CLOSED || !member.commanding) {
        member.end(out);
      } // else who closed the room hears first that it is done
    } else if (isElsewhere(entry.seat(), member)) {
      member.end(ErrorCode.FENCED);
    } else if (!entry.isUp() || entry.seat().generation() < member.generation) {
      assertUp(member);
    } else if (member.degraded) {
      member.degraded = false;
      member.room.tell(member);
    }
  }

  private boolean isElsewhere(Seat seat, LocalMember member) {
    return seat.generation() > member.generation
        || (seat.generation() == member.generation && !seat.node().equals(node.id()));
  }

  private void assertUp(LocalMember member) {
    long now = System.nanoTime();
    if (member.asserting || now - member.asserted < AGAIN_NANOS) {
      return;
    }
    member.asserting = true;
    member.asserted = now;
    node.bus()
        .publish(
            node.id(),
            new NodeMessage.Moved(
                member.room.name(), member.session(), member.generation, node.id()));
    RoomRequest up =
        new RoomRequest.Up(member.room.name(), member.session(), member.generation, node.id());
    RoomState asked = member.room.state();
    questions
        .ask(up)
        .onComplete(answered -> member.asserting = false)
        .onSuccess(answer -> settle(member, member.room.rescue().believed(answer, asked)));
  }

  private static void settle(LocalMember member, RoomAnswer answer) {
    switch (answer) {
      case RoomAnswer.Accepted accepted -> member.room.adopt(accepted.epoch(), accepted.state());
      case RoomAnswer.Refused refused -> {
        if (member.room.member(member.session()) == member) {
          member.end(refused.code());
        }
      }
      // The next look tries again.
      case RoomAnswer.Unavailable unavailable -> {}
      case RoomAnswer.Loaded loaded -> {}
      case RoomAnswer.Heads heads -> {}
    }
  }

  /** Notes a seat that names this node; if nobody takes it, whose it is is away. */
  void doubt(RoomName room, SessionId session, Seat seat) {
    if (seat.node().equals(node.id()) && doubted.add(session)) {
      node.vertx().setTimer(DISOWN_MS, elapsed -> disown(room, session, seat));
    }
  }

  private void disown(RoomName name, SessionId session, Seat seat) {
    doubted.remove(session);
    HostedRoom room = rooms.apply(name);
    RoomState now = room == null ? null : room.state();
    Seat still = now == null ? seat : now.held().get(session);
    boolean held = room != null && room.holds(session);
    if (!held && seat.equals(still)) {
      departures.report(new RoomRequest.Away(name, session, seat.generation(), node.id(), null));
    }
  }
}
