package dev.parley.protocol.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RoomStateTest {
  private static final Hex64 LIFE = new Hex64(77);
  private static final SessionId ADA = new SessionId("ada-0001");
  private static final SessionId BOB = new SessionId("bob-0002");
  private static final SessionId EVE = new SessionId("eve-0003");
  private static final RoomState EMPTY =
      RoomState.empty(new RoomName("lunch"), LIFE, new Policy(12, false, new Hex64(1)));
  private static final RoomState TWO = EMPTY.apply(add(ADA, 2)).apply(add(BOB, 4));

  private static Member member(SessionId session, long tag) {
    return new Member(
        session,
        null,
        Role.MEMBER,
        null,
        Member.State.UP,
        null,
        Values.NONE,
        List.of(),
        1,
        new Hex64(tag));
  }

  private static Seat seat(int generation) {
    return new Seat(
        new InstanceId("page-0001"),
        new NodeId("gw-1"),
        generation,
        new CommandId("j1"),
        Map.of(),
        null,
        1);
  }

  private static RoomOp add(SessionId session, long tag) {
    return new RoomOp.Add(member(session, tag), seat(1));
  }

  private static List<SessionId> order(RoomState room) {
    return List.copyOf(room.members().keySet());
  }

  private static Hex64 xor(long... tags) {
    return new Hex64(LongStream.of(tags).reduce(0, (a, b) -> a ^ b));
  }

  @Test
  void addPutsAMemberLast() {
    assertEquals(List.of(ADA, BOB), order(TWO));
    assertEquals(new Entry(member(BOB, 4), seat(1)), TWO.entry(BOB));
    assertNull(TWO.entry(EVE));
    assertEquals(new Head(LIFE, 2, xor(1, 2, 4)), TWO.head());
  }

  @Test
  void replaceTakesTheOldOneAwayAndPutsTheNewOneLast() {
    RoomState next = TWO.apply(new RoomOp.Replace(ADA, member(EVE, 8), seat(1)));
    assertEquals(List.of(BOB, EVE), order(next));
    assertEquals(new Head(LIFE, 3, xor(1, 4, 8)), next.head());
  }

  @Test
  void updateAwayAndUpPutTheEntryWhereItIs() {
    Member muted = member(ADA, 8).withRole(Role.OWNER, new Hex64(8));
    RoomState updated = TWO.apply(new RoomOp.Update(muted, seat(1).after(new CommandId("c1"), 3)));
    assertEquals(new Entry(muted, seat(1).after(new CommandId("c1"), 3)), updated.entry(ADA));
    assertEquals(xor(1, 8, 4), updated.digest());

    RoomState away = updated.apply(new RoomOp.Away(muted.away(9, new Hex64(16)), seat(1)));
    assertFalse(away.entry(ADA).isUp());
    assertEquals(9L, away.entry(ADA).member().until());
    assertEquals(xor(1, 16, 4), away.digest());

    RoomState up = away.apply(new RoomOp.Up(muted.up(new Hex64(32)), seat(2)));
    assertTrue(up.entry(ADA).isUp());
    assertNull(up.entry(ADA).member().until());
    assertEquals(2, up.entry(ADA).seat().generation());
    assertEquals(List.of(ADA, BOB), order(up));
    assertEquals(new Head(LIFE, 5, xor(1, 32, 4)), up.head());
  }

  @Test
  void removeLeavesATombstoneWhereOneIsGiven() {
    RoomState left = TWO.apply(new RoomOp.Remove(ADA, RoomOp.Reason.LEFT, null));
    assertEquals(List.of(BOB), order(left));
    assertEquals(Map.of(), left.tombstones());
    assertEquals(new Head(LIFE, 3, xor(1, 4)), left.head());

    Tombstone grave = new Tombstone(BOB, new InstanceId("page-0001"), 9);
    RoomState kicked = left.apply(new RoomOp.Remove(BOB, RoomOp.Reason.KICKED, grave));
    assertEquals(List.of(), order(kicked));
    assertEquals(Map.of(BOB, grave), kicked.tombstones());
    assertEquals(new Head(LIFE, 4, new Hex64(1)), kicked.head());
  }

  @Test
  void keyIsSetAndRemoved() {
    KeyEntry soup = new KeyEntry("Soup", new Hex64(64));
    RoomState set = TWO.apply(new RoomOp.Key("topic", soup));
    assertEquals(Map.of("topic", soup), set.keys());
    assertEquals(xor(1, 2, 4, 64), set.digest());
    RoomState unset = set.apply(new RoomOp.Key("topic", null));
    assertEquals(Map.of(), unset.keys());
    assertEquals(new Head(LIFE, 4, TWO.digest()), unset.head());
  }

  @Test
  void policyIsSet() {
    RoomState next = TWO.apply(new RoomOp.SetPolicy(new Policy(50, false, new Hex64(128))));
    assertEquals(50, next.policy().capacity());
    assertEquals(new Head(LIFE, 3, xor(128, 2, 4)), next.head());
  }

  @Test
  void runOfChangesIsAppliedInOrder() {
    RoomChanges changes =
        new RoomChanges(
            LIFE, 2, 4, List.of(add(EVE, 8), new RoomOp.Remove(ADA, RoomOp.Reason.EXPIRED, null)));
    assertEquals(List.of(BOB, EVE), order(TWO.apply(changes)));
    assertEquals(4, TWO.apply(changes).rev());
    assertEquals(List.of(ADA, BOB), order(TWO));
  }

  @Test
  void changesThatDoNotFollowAreRefused() {
    RoomChanges later = new RoomChanges(LIFE, 3, 4, List.of(add(EVE, 8)));
    RoomChanges earlier = new RoomChanges(LIFE, 1, 2, List.of(add(EVE, 8)));
    RoomChanges otherLife = new RoomChanges(Hex64.ZERO, 2, 3, List.of(add(EVE, 8)));
    for (RoomChanges changes : List.of(later, earlier, otherLife)) {
      assertThrows(IllegalArgumentException.class, () -> TWO.apply(changes));
    }
  }

  @Test
  void opWithoutItsSeatIsRefused() {
    RoomOp seen = add(EVE, 8).forClients();
    assertThrows(IllegalArgumentException.class, () -> TWO.apply(seen));
  }

  @Test
  void snapshotIsWhatMembersSee() {
    var snapshot = TWO.apply(new RoomOp.Key("topic", new KeyEntry("", new Hex64(64)))).snapshot();
    assertEquals(List.of(member(ADA, 2), member(BOB, 4)), snapshot.roster());
    assertEquals(3, snapshot.rev());
    assertEquals(xor(1, 2, 4, 64), snapshot.digest());
  }

  @Test
  void roomInWhichNothingHappenedHasNoHead() {
    assertEquals(new Hex64(1), EMPTY.digest());
    assertThrows(IllegalArgumentException.class, EMPTY::head);
  }

  @Test
  void stateCannotBeChangedFromOutside() {
    assertThrows(UnsupportedOperationException.class, () -> TWO.members().clear());
    assertThrows(UnsupportedOperationException.class, () -> TWO.tombstones().clear());
    assertThrows(UnsupportedOperationException.class, () -> TWO.keys().clear());
  }
}
