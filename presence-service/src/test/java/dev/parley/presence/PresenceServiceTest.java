package dev.parley.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.presence.store.MemoryPresenceStore;
import dev.parley.presence.store.MemoryRingStore;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.NodeMessage;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
      List.of(new Located(ANN, new SessionId("ann-laptop"), new RoomName("north"), false));

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus =
      new VertxBus(vertx, new BusSettings(Duration.ofSeconds(30), 100), new SimpleMeterRegistry());
  private final BlockingQueue<NodeMessage.Presences> news = new LinkedBlockingQueue<>();
  private final AtomicLong now = new AtomicLong();
  private final FailingStore store = new FailingStore(new MemoryPresenceStore(EPOCH, now::get));

  private final PresenceStores stores =
      new PresenceStores(store, new MemoryRingStore(() -> Instant.ofEpochMilli(now.get())));

  @BeforeEach
  void start() {
    PresenceSettings defaults =
        PresenceSettings.from(Settings.read(Map.of(), PresenceSettings.ALL));
    await(bus.listen(NODE, this::hear));
    await(vertx.deployVerticle(new PresenceService(defaults, bus, stores, now::get)));
  }

  private void hear(NodeMessage message) {
    if (message instanceof NodeMessage.Presences presences) {
      news.add(presences);
    }
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
    assertEquals(new PresenceAnswer.Noted(List.of()), ask(attach(1, SESSIONS, List.of())));
    assertEquals(
        new PresenceAnswer.Sessions(Map.of(NODE, Set.copyOf(SESSIONS))),
        ask(new PresenceRequest.Locate(ANN)));
    assertEquals(new PresenceAnswer.Noted(List.of()), ask(attach(2, List.of(), SESSIONS)));
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
            attach(1, SESSIONS, List.of()),
            new PresenceRequest.Look(Map.of(ANN, 0L)),
            new PresenceRequest.Locate(ANN),
            new PresenceRequest.Leases());
    for (PresenceRequest question : questions) {
      assertEquals(new PresenceAnswer.Unavailable(), ask(question), question.toString());
    }
  }

  private static PresenceRequest attach(long step, List<Located> came, List<Located> went) {
    return new PresenceRequest.Attach(NODE, step, false, came, went, Map.of());
  }

  @Test
  void whatHappensWithinAMomentIsToldOnce() {
    ask(new PresenceRequest.Renew(NODE));
    for (int step = 1; step < 20; step += 2) {
      ask(attach(step, SESSIONS, List.of()));
      ask(attach(step + 1, List.of(), SESSIONS));
    }
    ask(attach(21, SESSIONS, List.of()));
    int told = 1;
    Presence now = heardOf(ANN);
    while (!look(now.rev()).isEmpty()) {
      now = heardOf(ANN); // a machine that does much else takes several moments
      told++;
    }
    assertEquals(1, now.sessions());
    assertTrue(news.isEmpty());
    assertTrue(told < 21, "each of 21 changes was told");
  }

  @Test
  void ofALeaseThatLapsedTheUsersAreToldAwayAsSoonAsThatIsCertain() {
    ask(new PresenceRequest.Renew(NODE));
    ask(attach(1, SESSIONS, List.of()));
    assertEquals(1, heardOf(ANN).sessions());
    now.addAndGet(6_000);
    while (news.isEmpty()) {
      assertTrue(look(PresenceRequest.Look.UNSEEN).containsKey(ANN));
      now.addAndGet(500);
      ask(new PresenceRequest.Leases());
      vertx.timer(10).await();
    }
    assertEquals(0, heardOf(ANN).sessions());
  }

  @Test
  void absenceIsNotToldToWhomKnowsBetterUntilItIsCertain() {
    assertEquals(Map.of(), look(5));
    assertEquals(Map.of(ANN, Presence.NONE), look(PresenceRequest.Look.UNSEEN));
    assertCertainAfterFiveSeconds();
    assertEquals(Map.of(ANN, Presence.NONE), look(5));
  }

  private Map<UserId, Presence> look(long known) {
    PresenceAnswer answer = ask(new PresenceRequest.Look(Map.of(ANN, known)));
    return assertInstanceOf(PresenceAnswer.Presences.class, answer).users();
  }

  private Presence heardOf(UserId user) {
    try {
      NodeMessage.Presences told = news.poll(30, TimeUnit.SECONDS);
      assertNotNull(told, "nothing was told");
      return told.users().get(user);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
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
