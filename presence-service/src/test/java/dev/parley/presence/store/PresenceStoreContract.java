package dev.parley.presence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Presence;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.PresenceRequest.Attach;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.protocol.bus.PresenceRequest.Look;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link PresenceStore} does; one test class of each implementation inherits it. */
abstract class PresenceStoreContract extends LeaseContract {
  @Test
  void aUserIsThereWithEachSessionAndInACallWithThoseInARoom() {
    renew(NODE);
    renew(OTHER);
    assertThere(1, 1, attach(NODE, LAPTOP).get(ANN));
    assertThere(2, 1, attach(OTHER, ROAMING).get(ANN));
    assertThere(2, 1, look(ANN));
    assertThere(1, 0, detach(NODE, LAPTOP).get(ANN));
    assertThere(0, 0, detach(OTHER, ROAMING).get(ANN));
    assertEquals(Presence.NONE, look(ANN));
  }

  @Test
  void eachChangeHasAHigherRevisionAlsoAfterTheUserWasAway() {
    renew(NODE);
    long rev = 0;
    for (int round = 0; round < 20; round++) {
      long came = attach(NODE, LAPTOP).get(ANN).rev();
      long went = detach(NODE, LAPTOP).get(ANN).rev();
      assertTrue(rev < came && came < went, rev + " " + came + " " + went);
      rev = went;
    }
  }

  @Test
  void whatChangesNothingIsNoChange() {
    renew(NODE);
    renew(OTHER);
    Presence there = attach(NODE, LAPTOP).get(ANN);
    assertEquals(Map.of(), attach(NODE, LAPTOP));
    assertEquals(Map.of(), detach(NODE, PHONE));
    assertEquals(Map.of(), attach(OTHER, LAPTOP), "a session that moves is one");
    assertEquals(Map.of(), detach(NODE, LAPTOP), "and stays one");
    assertEquals(there, look(ANN));
  }

  @Test
  void aSessionThatEntersARoomIsStillOneSession() {
    renew(NODE);
    attach(NODE, ROAMING);
    Located inRoom = new Located(ANN, ROAMING.session(), new RoomName("north"), true);
    assertThere(1, 1, say(NODE, false, List.of(inRoom), List.of(ROAMING), Map.of()).get(ANN));
    assertThere(1, 0, say(NODE, false, List.of(ROAMING), List.of(inRoom), Map.of()).get(ANN));
  }

  @Test
  void whetherASessionAttendsIsKept() {
    renew(NODE);
    attach(NODE, LAPTOP, ROAMING);
    assertEquals(Map.of(NODE, Set.of(LAPTOP, ROAMING)), locate(ANN));
    assertFalse(LAPTOP.attends());
    assertTrue(ROAMING.attends());
  }

  @Test
  void aStatusIsKeptWhileThereIsASession() {
    renew(NODE);
    attach(NODE, LAPTOP);
    assertEquals(AWAY, status(NODE, AWAY).get(ANN).status());
    assertEquals(Map.of(), status(NODE, AWAY));
    attach(NODE, PHONE);
    detach(NODE, LAPTOP);
    assertEquals(AWAY, look(ANN).status());
    detach(NODE, PHONE);
    attach(NODE, PHONE);
    assertEquals(Values.NONE, look(ANN).status());
  }

  @Test
  void nobodyWithoutASessionHasAStatus() {
    renew(NODE);
    assertEquals(Map.of(), status(NODE, AWAY));
    assertEquals(Presence.NONE, look(ANN));
  }

  @Test
  void aStatusSaidAnewReplacesNone() {
    renew(NODE);
    status(NODE, AWAY, LAPTOP);
    Values busy = values("busy");
    say(NODE, true, List.of(LAPTOP), List.of(), Map.of(ANN, busy));
    assertEquals(AWAY, look(ANN).status());
    detach(NODE, LAPTOP);
    say(NODE, true, List.of(LAPTOP), List.of(), Map.of(ANN, busy));
    assertEquals(busy, look(ANN).status());
  }

  @Test
  void whatIsSaidAnewIsAllThatIsThere() {
    renew(NODE);
    attach(NODE, LAPTOP, BOB);
    Map<UserId, Presence> changed = say(NODE, true, List.of(PHONE, BOB), List.of(), Map.of());
    assertEquals(Map.of(), changed, "each has as many sessions as before");
    assertEquals(Map.of(NODE, Set.of(PHONE)), locate(ANN));
    assertThere(0, 0, say(NODE, true, List.of(PHONE), List.of(), Map.of()).get(BOB.user()));
  }

  @Test
  void whatComesLateChangesNothing() {
    renew(NODE);
    await(store().attach(new Attach(NODE, 7, false, List.of(LAPTOP), List.of(), Map.of())));
    for (long late : new long[] {7, 6}) {
      Attach old = new Attach(NODE, late, true, List.of(PHONE), List.of(LAPTOP), Map.of());
      assertEquals(Map.of(), await(store().attach(old)));
    }
    assertEquals(Map.of(NODE, Set.of(LAPTOP)), locate(ANN));
  }

  @Test
  void theUsersOfADeadNodeStayUntilItIsBuried() {
    renew(NODE);
    attach(NODE, LAPTOP);
    assertEquals(Map.of(), await(store().bury()));
    pass(lapse());
    renew(OTHER);
    attach(OTHER, PHONE);
    assertThere(2, 2, look(ANN));
    assertThere(1, 1, await(store().bury()).get(ANN));
    assertEquals(Map.of(), await(store().bury()));
  }

  @Test
  void theUsersOfAReleasedNodeAreAway() {
    renew(NODE);
    attach(NODE, LAPTOP, BOB);
    Map<UserId, Presence> changed = await(store().release(NODE)).changed();
    assertEquals(Set.of(ANN, BOB.user()), changed.keySet());
    changed.values().forEach(each -> assertThere(0, 0, each));
    assertEquals(Presence.NONE, look(ANN));
  }

  @Test
  void onlyWhatIsNotKnownIsAnswered() {
    renew(NODE);
    Presence there = attach(NODE, LAPTOP).get(ANN);
    UserId bob = BOB.user();
    assertEquals(Map.of(), await(store().look(Map.of(ANN, there.rev(), bob, 0L))));
    assertEquals(Map.of(ANN, there), await(store().look(Map.of(ANN, there.rev() - 1, bob, 0L))));
    assertEquals(Map.of(bob, Presence.NONE), await(store().look(Map.of(bob, Look.UNSEEN))));
  }
}
