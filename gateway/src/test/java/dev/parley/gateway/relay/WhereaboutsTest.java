package dev.parley.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.RoomState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
  private static final RoomName ROOM = new RoomName("r");
  private static final SessionId ADA = new SessionId("ada-0001");
  private static final NodeId OLD = new NodeId("gw-old");
  private static final NodeId NEW = new NodeId("gw-new");
  private static final NodeId NEWER = new NodeId("gw-newer");

  private final Whereabouts whereabouts = new Whereabouts();

  private static Entry entry(long generation, Member.State state) {
    Long until = state == Member.State.AWAY ? 9L : null;
    Member member =
        new Member(
            ADA,
            null,
            Role.OWNER,
            null,
            state,
            until,
            Values.NONE,
            List.of(),
            1,
            new Hex64(generation));
    Seat seat =
        new Seat(new InstanceId("page-0001"), OLD, 1, new CommandId("j1"), Map.of(), null, 1);
    return new Entry(member, seat.movedTo(OLD, generation));
  }

  private static Entry up(long generation) {
    return entry(generation, Member.State.UP);
  }

  private static Entry away(long generation) {
    return entry(generation, Member.State.AWAY);
  }

  private void say(long generation, NodeId node) {
    whereabouts.note(new NodeMessage.Moved(ROOM, ADA, generation, node), 0);
  }

  @Test
  void withoutNewsTheReplicaSaysWhere() {
    assertEquals(OLD, whereabouts.of(up(1), 0));
    assertNull(whereabouts.of(away(1), 0));
  }

  @Test
  void aHigherGenerationIsWhereItsGatewaySays() {
    say(2, NEW);
    assertEquals(NEW, whereabouts.of(up(1), 0));
    assertEquals(NEW, whereabouts.of(away(1), 0));
  }

  @Test
  void theHighestGenerationCountsInWhateverOrderItIsHeard() {
    say(3, NEWER);
    say(2, NEW);
    assertEquals(NEWER, whereabouts.of(up(1), 0));
  }

  @Test
  void aGatewayThatHoldsWhomTheReplicaCallsAwayIsBelieved() {
    say(2, NEW);
    assertEquals(NEW, whereabouts.of(away(2), 0));
    assertEquals(OLD, whereabouts.of(up(2), 0));
  }

  @Test
  void aReplicaOfAHigherGenerationIsBelieved() {
    say(2, NEW);
    assertEquals(OLD, whereabouts.of(up(3), 0));
    assertNull(whereabouts.of(away(3), 0));
  }

  @Test
  void whatIsNotRepeatedIsForgotten() {
    say(2, NEW);
    assertEquals(NEW, whereabouts.of(up(1), TimeUnit.SECONDS.toNanos(5)));
    assertEquals(OLD, whereabouts.of(up(1), TimeUnit.SECONDS.toNanos(5) + 1));
  }

  @Test
  void anOlderSocketIsFencedByTheNewsAndByTheReplica() {
    say(3, NEW);
    assertTrue(whereabouts.fences(up(1), 2, OLD, 0));
    assertTrue(whereabouts.fences(up(1), 3, OLD, 0));
    assertFalse(whereabouts.fences(up(1), 3, NEW, 0), "a repetition");
    assertFalse(whereabouts.fences(up(1), 4, OLD, 0));
    assertTrue(whereabouts.fences(up(5), 4, OLD, 0));
  }

  @Test
  void whatTheReplicaKnowsIsForgottenAndDoesNotComeBack() {
    RoomState room = RoomState.empty(ROOM, new Hex64(1), new Policy(12, false, new Hex64(7)));
    say(2, NEW);
    whereabouts.compare(room.apply(new RoomOp.Add(up(1).member(), up(1).seat())), 0);
    assertEquals(NEW, whereabouts.of(up(1), 0));
    whereabouts.compare(room.apply(new RoomOp.Add(up(2).member(), up(2).seat())), 0);
    assertEquals(OLD, whereabouts.of(up(1), 0));
    say(2, NEW);
    whereabouts.compare(room, 0);
    assertEquals(OLD, whereabouts.of(up(1), 0));
  }
}
