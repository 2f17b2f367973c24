package dev.parley.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.presence.store.MemoryPresenceStore;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.runtime.Bus;
import dev.parley.runtime.BusSettings;
import dev.parley.runtime.Service;
import dev.parley.runtime.Settings;
import dev.parley.runtime.VertxBus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceServiceTest {

  private static final Hex64 EPOCH = new Hex64(7);
  private static final NodeId NODE = new NodeId("node-1");
  private static final UserId ANN = new UserId("ann");
  private static final List<Located> SESSIONS =
      List.of(new Located(ANN, new SessionId("ann-laptop"), new RoomName("north")));

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus =
      new VertxBus(vertx, new BusSettings(Duration.ofSeconds(30), 100), new SimpleMeterRegistry());
  private final AtomicLong now = new AtomicLong();
  private final FailingStore store = new FailingStore(new MemoryPresenceStore(EPOCH, now::get));

  @BeforeEach
  void start() {
    PresenceSettings defaults =
        PresenceSettings.from(Settings.read(Map.of(), PresenceSettings.ALL));
    await(vertx.deployVerticle(new PresenceService(defaults, bus, store, now::get)));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void aGatewayRenewsAndReleasesItsLease() {
    Set<NodeId> alone = Set.of(NODE);
    assertEquals(renewed(false, alone), ask(new PresenceRequest.Renew(NODE)));
    assertEquals(renewed(true, alone), ask(new PresenceRequest.Renew(NODE)));
    assertEquals(renewed(false, Set.of()), ask(new PresenceRequest.Release(NODE)));
    assertEquals(leases(Set.of(), false), ask(new PresenceRequest.Leases()));
  }

  private static PresenceAnswer renewed(boolean known, Set<NodeId> alive) {
    return new PresenceAnswer.Renewed(known, alive, EPOCH);
  }

  @Test
  void whoRenewsLearnsWhoElseLives() {
    NodeId other = new NodeId("node-2");
    ask(new PresenceRequest.Renew(other));
    assertEquals(renewed(false, Set.of(NODE, other)), ask(new PresenceRequest.Renew(NODE)));
    assertEquals(renewed(false, Set.of(other)), ask(new PresenceRequest.Release(NODE)));
  }

  @Test
  void aLeaseLapsesAfterSixSecondsByDefault() {
    ask(new PresenceRequest.Renew(NODE));
    now.addAndGet(5_999);
    assertEquals(leases(Set.of(NODE), false), ask(new PresenceRequest.Leases()));
    now.addAndGet(1);
    assertEquals(leases(Set.of(), false), ask(new PresenceRequest.Leases()));
  }

  @Test
  void aUsersSessionsAreFoundWhileTheyAreAttached() {
    ask(new PresenceRequest.Renew(NODE));
    assertEquals(new PresenceAnswer.Noted(), ask(new PresenceRequest.Attach(NODE, SESSIONS)));
    assertEquals(
        new PresenceAnswer.Sessions(Map.of(NODE, Set.copyOf(SESSIONS))),
        ask(new PresenceRequest.Locate(ANN)));
    assertEquals(new PresenceAnswer.Noted(), ask(new PresenceRequest.Detach(NODE, SESSIONS)));
    assertEquals(new PresenceAnswer.Sessions(Map.of()), ask(new PresenceRequest.Locate(ANN)));
  }

  @Test
  void absenceProvesNothingUntilTheStoreAnsweredForFiveSeconds() {
    assertCertainAfterFiveSeconds();
  }

  @Test
  void afterAnOutageAbsenceProvesNothingAgain() {
    assertCertainAfterFiveSeconds();
    store.down = true;
    assertEquals(new PresenceAnswer.Unavailable(), ask(new PresenceRequest.Leases()));
    store.down = false;
    assertCertainAfterFiveSeconds();
  }

  private void assertCertainAfterFiveSeconds() {
    for (int second = 0; second < 5; second++) {
      assertEquals(leases(Set.of(), false), ask(new PresenceRequest.Leases()));
      now.addAndGet(1000);
    }
    assertEquals(leases(Set.of(), true), ask(new PresenceRequest.Leases()));
  }

  @Test
  void everyQuestionIsUnavailableWhileTheStoreIsDown() {
    store.down = true;
    List<PresenceRequest> questions =
        List.of(
            new PresenceRequest.Renew(NODE),
            new PresenceRequest.Release(NODE),
            new PresenceRequest.Attach(NODE, SESSIONS),
            new PresenceRequest.Detach(NODE, SESSIONS),
            new PresenceRequest.Locate(ANN),
            new PresenceRequest.Leases());
    for (PresenceRequest question : questions) {
      assertEquals(new PresenceAnswer.Unavailable(), ask(question), question.toString());
    }
  }

  private static PresenceAnswer leases(Set<NodeId> alive, boolean certain) {
    return new PresenceAnswer.Leases(alive, certain, EPOCH);
  }

  private PresenceAnswer ask(PresenceRequest question) {
    return await(bus.ask(Service.PRESENCE, question));
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
