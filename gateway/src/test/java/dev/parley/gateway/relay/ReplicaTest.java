package dev.parley.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Policy;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.bus.RoomState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplicaTest {
  private static final Hex64 HERE = new Hex64(1);
  private static final Hex64 ELSEWHERE = new Hex64(2);

  private final RoomState start = room(HERE);
  private final Replica replica = new Replica();

  private static RoomState room(Hex64 incarnation) {
    return RoomState.empty(new RoomName("r"), incarnation, new Policy(12, false, new Hex64(7)));
  }

  /** Changes that lead from one revision to another, always the same ones. */
  private static RoomChanges changes(long prev, long rev) {
    return new RoomChanges(
        HERE,
        prev,
        rev,
        LongStream.rangeClosed(prev + 1, rev)
            .<RoomOp>mapToObj(n -> new RoomOp.Key("k" + n % 5, new KeyEntry("v" + n, new Hex64(n))))
            .toList());
  }

  private RoomState at(long rev) {
    return start.apply(changes(0, rev));
  }

  @Test
  void changesInOrderAreApplied() {
    replica.adopt(start);
    assertTrue(replica.apply(changes(0, 2)));
    assertTrue(replica.apply(changes(2, 3)));
    assertEquals(at(3), replica.state());
  }

  @Test
  void doubledChangesDoNothing() {
    replica.adopt(start);
    replica.apply(changes(0, 2));
    assertFalse(replica.apply(changes(0, 2)));
    assertFalse(replica.apply(changes(1, 2)));
    assertEquals(at(2), replica.state());
    assertFalse(replica.hasGap());
  }

  @Test
  void overlappingChangesAddWhatIsNew() {
    replica.adopt(start);
    replica.apply(changes(0, 2));
    assertTrue(replica.apply(changes(1, 4)));
    assertEquals(at(4), replica.state());
  }

  @Test
  void earlyChangesWaitForWhatIsBetween() {
    replica.adopt(start);
    assertFalse(replica.apply(changes(1, 3)));
    assertTrue(replica.hasGap());
    assertTrue(replica.apply(changes(0, 1)));
    assertFalse(replica.hasGap());
    assertEquals(at(3), replica.state());
  }

  @Test
  void changesBeforeTheFirstAnswerWaitForIt() {
    assertFalse(replica.apply(changes(2, 3)));
    assertTrue(replica.adopt(at(2)));
    assertEquals(at(3), replica.state());
  }

  @Test
  void anOlderStateIsNotTaken() {
    replica.adopt(at(3));
    assertFalse(replica.adopt(at(2)));
    assertFalse(replica.adopt(at(3)));
    assertEquals(at(3), replica.state());
  }

  @Test
  void aStateOfTheSameRevisionButAnotherDigestIsTaken() {
    replica.adopt(at(1));
    RoomOp other = new RoomOp.Key("k1", new KeyEntry("another", new Hex64(99)));
    RoomState forked = start.apply(new RoomChanges(HERE, 0, 1, List.of(other)));
    assertTrue(replica.adopt(forked));
    assertEquals(forked, replica.state());
  }

  @Test
  void anotherIncarnationIsTakenWhateverItsRevision() {
    replica.adopt(at(9));
    assertTrue(replica.adopt(room(ELSEWHERE)));
    assertNull(replica.since(HERE, 8));
  }

  @Test
  void theLogAnswersWhatIsMissing() {
    replica.adopt(start);
    replica.apply(changes(0, 5));
    assertEquals(changes(2, 5), replica.since(HERE, 2));
    assertEquals(0, replica.since(HERE, 5).ops().size());
    assertNull(replica.since(HERE, 6));
    assertNull(replica.since(ELSEWHERE, 2));
  }

  @Test
  void theLogForgetsTheOldest() {
    replica.adopt(start);
    for (long rev = 0; rev < 600; rev++) {
      replica.apply(changes(rev, rev + 1));
    }
    assertNull(replica.since(HERE, 87));
    assertNotNull(replica.since(HERE, 88));
  }

  @Test
  void anyOrderOfAnyPiecesLeadsToTheSameRoom() {
    Random random = new Random(20261122);
    for (int run = 0; run < 200; run++) {
      Replica one = new Replica();
      one.adopt(start);
      List<RoomChanges> pieces = new ArrayList<>();
      for (long rev = 0; rev < 20; ) {
        long next = Math.min(20, rev + 1 + random.nextInt(3));
        pieces.add(changes(Math.max(0, rev - random.nextInt(2)), next));
        pieces.add(changes(rev, next));
        rev = next;
      }
      Collections.shuffle(pieces, random);
      pieces.forEach(one::apply);
      assertEquals(at(20), one.state());
      assertFalse(one.hasGap());
    }
  }
}
