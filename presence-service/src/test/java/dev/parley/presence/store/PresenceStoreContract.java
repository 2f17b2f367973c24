package dev.parley.presence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.presence.store.PresenceStore.Renewal;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceRequest.Located;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What every {@link PresenceStore} does; one test class of each implementation inherits it. */
abstract class PresenceStoreContract {

  private static final NodeId NODE = new NodeId("node-1");
  private static final NodeId OTHER = new NodeId("node-2");
  private static final UserId ANN = new UserId("ann");
  private static final Located LAPTOP = located(ANN, "ann-laptop");
  private static final Located PHONE = located(ANN, "ann-phone");
  private static final Located BOB = located(new UserId("bob"), "bob-laptop");

  /** An empty store, the same during one test. */
  abstract PresenceStore store();

  /** A lease long enough for the implementation's clock. */
  abstract Duration lapse();

  /** Lets time pass for the store, or waits until it has. */
  abstract void pass(Duration time);

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
    assertEquals(Set.of(OTHER), await(store().release(NODE)).alive());
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
    assertEquals(epoch, await(store().release(NODE)).epoch());
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
  void theSessionsOfADeadNodeAreNotFoundNorWhenItIsBack() {
    renew(NODE);
    attach(NODE, LAPTOP);
    pass(lapse());
    assertEquals(Map.of(), locate(ANN));
    renew(NODE);
    assertEquals(Map.of(), locate(ANN), "it was told that it is unknown, so it attaches anew");
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

  private Renewal renew(NodeId node) {
    return await(store().renew(node, lapse()));
  }

  private Set<NodeId> alive() {
    return await(store().leases()).alive();
  }

  private void attach(NodeId node, Located... sessions) {
    await(store().attach(node, List.of(sessions)));
  }

  private void detach(NodeId node, Located... sessions) {
    await(store().detach(node, List.of(sessions)));
  }

  private Map<NodeId, Set<Located>> locate(UserId user) {
    return await(store().locate(user));
  }

  private static Located located(UserId user, String session) {
    return new Located(user, new SessionId(session), new RoomName("north"));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
