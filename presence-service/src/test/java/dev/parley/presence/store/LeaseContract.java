package dev.parley.presence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link PresenceStore} does with leases, and with the sessions under them. */
abstract class LeaseContract extends PresenceSteps {
  @Test
  void aNodeHoldsALeaseFromItsFirstRenewal() {
    assertEquals(Set.of(), alive());
    assertFalse(renew(NODE).known());
    assertEquals(Set.of(NODE), alive());
  }

  @Test
  void aRenewedLeaseIsKnown() {
    renew(NODE);
    assertTrue(renew(NODE).known());
  }

  @Test
  void eachRenewalLastsFromItsOwnMoment() {
    renew(NODE);
    pass(lapse().multipliedBy(2).dividedBy(3));
    renew(NODE);
    pass(lapse().multipliedBy(2).dividedBy(3));
    assertEquals(Set.of(NODE), alive());
  }

  @Test
  void aRenewalAndAReleaseTellWhoLives() {
    assertEquals(Set.of(NODE), renew(NODE).alive());
    assertEquals(Set.of(NODE, OTHER), renew(OTHER).alive());
    assertEquals(Set.of(NODE, OTHER), renew(NODE).alive());
    assertEquals(Set.of(OTHER), await(store().release(NODE)).leases().alive());
    assertEquals(Set.of(OTHER), renew(OTHER).alive());
  }

  @Test
  void aRenewalTellsOfNobodyWhoseLeaseLapsed() {
    renew(NODE);
    pass(lapse());
    assertEquals(Set.of(OTHER), renew(OTHER).alive());
  }

  @Test
  void aLeaseLapses() {
    renew(NODE);
    pass(lapse());
    assertEquals(Set.of(), alive());
    assertFalse(renew(NODE).known(), "a lapsed lease is not known any more");
  }

  @Test
  void oneNodeLapsesWithoutTheOther() {
    renew(NODE);
    pass(lapse().multipliedBy(2).dividedBy(3));
    renew(OTHER);
    pass(lapse().dividedBy(2));
    assertEquals(Set.of(OTHER), alive());
  }

  @Test
  void aReleasedLeaseEndsAtOnce() {
    renew(NODE);
    renew(OTHER);
    await(store().release(NODE));
    assertEquals(Set.of(OTHER), alive());
    assertFalse(renew(NODE).known());
  }

  @Test
  void releasingTwiceIsReleasingOnce() {
    renew(NODE);
    assertEquals(await(store().release(NODE)), await(store().release(NODE)));
    assertEquals(Set.of(), alive());
  }

  @Test
  void theEpochIsOneInEveryAnswer() {
    var epoch = renew(NODE).epoch();
    assertEquals(epoch, renew(OTHER).epoch());
    assertEquals(epoch, await(store().leases()).epoch());
    assertEquals(epoch, await(store().release(NODE)).leases().epoch());
  }

  @Test
  void aUserIsFoundAtEachNodeWithEachSession() {
    renew(NODE);
    renew(OTHER);
    attach(NODE, LAPTOP, BOB);
    attach(OTHER, PHONE);
    assertEquals(Map.of(NODE, Set.of(LAPTOP), OTHER, Set.of(PHONE)), locate(ANN));
  }

  @Test
  void attachingAndDetachingTwiceIsOnce() {
    renew(NODE);
    attach(NODE, LAPTOP, PHONE);
    attach(NODE, LAPTOP, PHONE);
    assertEquals(Map.of(NODE, Set.of(LAPTOP, PHONE)), locate(ANN));
    detach(NODE, LAPTOP);
    detach(NODE, LAPTOP);
    assertEquals(Map.of(NODE, Set.of(PHONE)), locate(ANN));
    detach(NODE, PHONE);
    assertEquals(Map.of(), locate(ANN));
  }

  @Test
  void aSessionThatMovedIsFoundWhereItIsAttached() {
    renew(NODE);
    renew(OTHER);
    attach(NODE, LAPTOP);
    attach(OTHER, LAPTOP);
    detach(NODE, LAPTOP);
    assertEquals(Map.of(OTHER, Set.of(LAPTOP)), locate(ANN));
  }

  @Test
  void anUnknownUserIsNowhere() {
    assertEquals(Map.of(), locate(ANN));
  }

  @Test
  void theSessionsOfADeadNodeAreNotFoundUntilItIsBack() {
    renew(NODE);
    attach(NODE, LAPTOP);
    pass(lapse());
    assertEquals(Map.of(), locate(ANN));
    renew(NODE);
    assertEquals(Map.of(NODE, Set.of(LAPTOP)), locate(ANN));
  }

  @Test
  void theSessionsOfABuriedNodeAreForgotten() {
    renew(NODE);
    attach(NODE, LAPTOP);
    pass(lapse());
    await(store().bury());
    renew(NODE);
    assertEquals(Map.of(), locate(ANN), "it was told that it is unknown, so it says all anew");
    attach(NODE, LAPTOP);
    assertEquals(Map.of(NODE, Set.of(LAPTOP)), locate(ANN));
  }

  @Test
  void theSessionsOfAReleasedNodeAreNotFound() {
    renew(NODE);
    attach(NODE, LAPTOP);
    await(store().release(NODE));
    assertEquals(Map.of(), locate(ANN));
    renew(NODE);
    assertEquals(Map.of(), locate(ANN));
  }

  @Test
  void ofANodeWithoutALeaseNothingIsNoted() {
    attach(NODE, LAPTOP);
    renew(NODE);
    assertEquals(Map.of(), locate(ANN));
  }

  @Test
  void aRenewalKeepsTheSessions() {
    renew(NODE);
    attach(NODE, LAPTOP);
    renew(NODE);
    assertEquals(Map.of(NODE, Set.of(LAPTOP)), locate(ANN));
  }
}
