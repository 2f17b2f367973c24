package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomChangesTest {
  private static final Hex64 LIFE = Hex64.of("8c1f00d2a7b3e459");
  private static final RoomOp GONE =
      new RoomOp.Remove(new SessionId("peer-0001"), RoomOp.Reason.LEFT, null);
  private static final RoomOp UNSET = new RoomOp.Key("topic", null);

  @Test
  void eachOpIsOneRevision() {
    assertEquals(2, new RoomChanges(LIFE, 7, 9, List.of(GONE, UNSET)).ops().size());
    assertEquals(0, new RoomChanges(LIFE, 7, 7, List.of()).ops().size());
    for (long rev : new long[] {Long.MIN_VALUE, 6, 7, 9, Limits.MAX_SAFE_INTEGER, Long.MAX_VALUE}) {
      assertThrows(
          IllegalArgumentException.class, () -> new RoomChanges(LIFE, 7, rev, List.of(GONE)));
    }
    assertThrows(IllegalArgumentException.class, () -> new RoomChanges(LIFE, -1, 0, List.of(GONE)));
  }

  @Test
  void oneRunFollowsAnother() {
    RoomChanges first = new RoomChanges(LIFE, 7, 8, List.of(GONE));
    RoomChanges second = new RoomChanges(LIFE, 8, 9, List.of(UNSET));
    assertEquals(new RoomChanges(LIFE, 7, 9, List.of(GONE, UNSET)), first.then(second));
  }

  @Test
  void runThatDoesNotFollowIsRefused() {
    RoomChanges first = new RoomChanges(LIFE, 7, 8, List.of(GONE));
    for (RoomChanges other :
        List.of(
            first,
            new RoomChanges(LIFE, 9, 10, List.of(UNSET)),
            new RoomChanges(Hex64.ZERO, 8, 9, List.of(UNSET)))) {
      assertThrows(IllegalArgumentException.class, () -> first.then(other));
    }
  }

  private static Member member(SessionId session) {
    return new Member(
        session, null, Role.MEMBER, null, Member.State.UP, null, Values.NONE, List.of(), 1, LIFE);
  }

  @Test
  void clientsSeeNothingThatIsBetweenServers() {
    SessionId session = new SessionId("peer-0001");
    InstanceId page = new InstanceId("page-0001");
    Member up = member(session);
    Member away = up.away(2, Hex64.ZERO);
    Seat seat = new Seat(page, new NodeId("gw-1"), 1, new CommandId("j1"), Map.of(), null, 1);
    Knock knock = new Knock(session, null, Values.NONE, 3, LIFE);
    Ban ban = new Ban(session, null, "Bob", 3, LIFE);
    for (RoomOp op :
        List.of(
            new RoomOp.Add(up, seat),
            new RoomOp.Replace(session, up, seat),
            new RoomOp.Update(up, seat),
            new RoomOp.Away(away, seat),
            new RoomOp.Up(up, seat),
            new RoomOp.Remove(session, RoomOp.Reason.KICKED, new Tombstone(session, page, 9)),
            new RoomOp.Lobby(session, knock, new KnockSeat(seat, List.of(), Grant.OPEN, null)),
            new RoomOp.SetBan(session, ban, new BanMark(page, new TokenId("t1"))),
            UNSET,
            new RoomOp.SetPolicy(new Policy(12, false, LIFE)))) {
      RoomChanges changes = new RoomChanges(LIFE, 0, 1, List.of(op)).forClients();
      assertEquals(op.getClass(), changes.ops().getFirst().getClass());
      String json = new String(Json.write(changes), UTF_8);
      assertFalse(json.matches(".*(seat|tombstone|gw-1|page|mark|token|\"place\").*"), json);
      assertEquals(changes, changes.forClients());
    }
  }
}
