package dev.parley.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Grant;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Member;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.BusCodec;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.Heartbeat;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SessionLimits;
import dev.parley.protocol.wire.You;
import java.util.List;
import java.util.Map;

/**
 * Goes once through what a join takes, before any client comes: else the first one would wait for
 * hundreds of classes to be loaded, longer than it waits for anything else.
 */
final class Rehearsal {
  private static final String JOIN =
      """
      {"type": "join", "id": "j1", "instance": "rehearsal", "generation": 1, "room": "rehearsal",
       "profile": {"name": "Ada"}, "capabilities": ["chat"], "offers": [{"id": "o1", "data": {}}]}
      """;

  /** After so many the JVM compiles what is called often; they take a tenth of a second. */
  private static final int ROUNDS = 250;

  private static final RoomName ROOM = new RoomName("rehearsal");
  private static final SessionId SESSION = new SessionId("rehearsal");
  private static final InstanceId INSTANCE = new InstanceId("rehearsal");
  private static final CommandId ID = new CommandId("j1");

  private final Node node;
  private final RoomQuestions questions;

  Rehearsal(Node node, RoomQuestions questions) {
    this.node = node;
    this.questions = questions;
  }

  /** Leaves nothing behind; whether somebody answers does not matter. */
  void run() {
    Member member =
        new Member(
            SESSION,
            null,
            Role.OWNER,
            null,
            Member.State.UP,
            null,
            Values.NONE,
            List.of(),
            0,
            Hex64.ZERO);
    Seat seat = new Seat(INSTANCE, node.id(), 1, ID, Map.of(), null, 1);
    RoomChanges changes = new RoomChanges(Hex64.ZERO, 0, 1, List.of(new RoomOp.Add(member, seat)));
    RoomState state =
        RoomState.empty(ROOM, Hex64.ZERO, new Policy(1, false, Hex64.ZERO)).apply(changes);
    for (int round = 0; round < ROUNDS; round++) {
      frames(state, changes);
      messages(state, changes);
    }
    questions.ask(new RoomRequest.Load(ROOM));
  }

  private void frames(RoomState state, RoomChanges changes) {
    try {
      FrameCodec.CLIENT.decode(JOIN.getBytes(UTF_8));
    } catch (BadFrame e) {
      throw new IllegalStateException(e);
    }
    Ticket ticket = new Ticket(SESSION, INSTANCE, ROOM, Grant.OPEN, Hex64.ZERO, 0, 0, 0);
    String sealed = node.tickets().seal(ticket);
    node.tickets().open(sealed);
    FrameCodec.encode(
        new ServerFrame.Joined(
            ID,
            SESSION,
            1,
            sealed,
            new You(Role.OWNER),
            state.snapshot(),
            Map.of(),
            IceConfig.NONE,
            new SessionLimits(1, 1, 1),
            new Heartbeat(1, 1, 1),
            List.of(),
            node.id()));
    FrameCodec.encode(new ServerFrame.Room(changes.forClients(), null));
  }

  private static void messages(RoomState state, RoomChanges changes) {
    var accepted = new RoomAnswer.Accepted(Hex64.ZERO, SESSION, state, Map.of(), null);
    BusCodec.decode(BusCodec.encode(accepted), RoomAnswer.class);
    BusCodec.decodeNodeMessage(BusCodec.encode(new NodeMessage.Ops(ROOM, changes)));
  }
}
