package dev.parley.runtime;

import static dev.parley.runtime.TestCluster.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.multimap.MultiMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import dev.parley.protocol.IceConfig;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.runtime.TestCluster.Node;
import io.vertx.core.Future;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes in this JVM, that meet as processes do: by Hazelcast and by sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {

  private static final NodeId NODE = new NodeId("node-1");
  private static final IceRequest QUESTION = new IceRequest(new SessionId("session-1"), null);
  private static final NodeMessage FENCE =
      new NodeMessage.Fence(new RoomName("north"), new SessionId("session-1"), 4);

  private final TestCluster cluster = new TestCluster(4);
  private final Set<Bus.Registration> registrations = new HashSet<>();
  private Node here;
  private Node there;

  @BeforeAll
  void joinBoth() {
    here = cluster.join();
    there = cluster.join();
    Until.so("they have found each other", () -> here.member().getNodes().size() == 2);
  }

  @AfterEach
  void takeBackWhatWasAnnounced() {
    registrations.forEach(registration -> await(registration.close()));
    registrations.clear();
  }

  @AfterAll
  void leaveBoth() {
    cluster.close();
  }

  private void listen(Node node, NodeId id, BlockingQueue<NodeMessage> heard) {
    registrations.add(await(node.bus().listen(id, heard::add)));
  }

  private Bus.Registration serve(Node node, long answer) {
    Bus.Registration registration =
        await(
            node.bus()
                .serve(
                    Service.ICE,
                    question -> Future.succeededFuture(new IceConfig(List.of(), answer))));
    registrations.add(registration);
    return registration;
  }

  private static IceConfig ask(Node node) {
    return await(node.bus().ask(Service.ICE, QUESTION).otherwise(IceConfig.NONE));
  }

  @Test
  void aMessageReachesItsNodeInAnotherProcess() throws InterruptedException {
    BlockingQueue<NodeMessage> heard = new LinkedBlockingQueue<>();
    listen(there, NODE, heard);
    here.bus().send(NODE, FENCE);
    assertEquals(FENCE, heard.poll(1, TimeUnit.MINUTES));
  }

  @Test
  void aQuestionIsAnsweredInAnotherProcess() {
    serve(there, 7);
    assertEquals(7, ask(here).expires());
  }

  @Test
  void everyInstanceIsAskedInItsTurn() {
    serve(here, 1);
    serve(there, 2);
    Until.so("they take turns", () -> ask(here).expires() + ask(here).expires() == 1 + 2);
  }

  @Test
  void whereNobodyServesThereIsNobody() {
    PresenceRequest renew = new PresenceRequest.Renew(NODE);
    Unanswered refusal =
        assertThrows(Unanswered.class, () -> await(here.bus().ask(Service.PRESENCE, renew)));
    assertEquals(Unanswered.Reason.NOBODY, refusal.reason());
  }

  @Test
  void aLostAnnouncementIsRepeated() {
    serve(there, 7);
    double before = there.count("parley.cluster.repeated");
    announcements(here).clear();
    Until.so("it is known again", () -> ask(here).expires() == 7);
    assertTrue(there.count("parley.cluster.repeated") > before);
  }

  @Test
  void theLostAddressOfAProcessIsToldAgain() {
    double before = there.count("parley.cluster.repeated");
    here.member().getHazelcastInstance().getMap("__vertx.nodeInfo").clear();
    Until.so("it is told again", () -> there.count("parley.cluster.repeated") > before);
    Until.so("it is known again", () -> await(there.member().isReachable()));
  }

  @Test
  void whatTheDeadHaveAnnouncedIsDropped() {
    serve(here, 7);
    announcements(there)
        .put(
            Addresses.of(Service.ICE),
            new HazelcastRegistrationInfo(new RegistrationInfo("a node that died", 3, false)));
    Until.so("nobody but the living is left", () -> announcements(there).size() == 1);
    assertTrue(here.count("parley.cluster.dropped") > 0);
    assertEquals(7, ask(there).expires());
  }

  @Test
  void whatWasTakenBackStaysSo() {
    await(serve(there, 7).close());
    listen(there, NODE, new LinkedBlockingQueue<>());
    double before = there.count("parley.cluster.repeated");
    announcements(there).remove(Addresses.of(NODE));
    Until.so("the next roll is over", () -> there.count("parley.cluster.repeated") > before);
    assertEquals(IceConfig.NONE, ask(here));
    assertEquals(Set.of(), Set.copyOf(announcements(here).get(Addresses.of(Service.ICE))));
  }

  @Test
  void aProcessWithAnotherNameStaysAlone() {
    Node stranger = cluster.join(cluster.settings("another name, not guessed either", 2));
    assertEquals(1, stranger.member().getNodes().size());
    assertEquals(2, here.member().getNodes().size());
    await(stranger.vertx().close());
  }

  @Test
  void aProcessThatCeasesToBeAMemberIsToldSo() {
    TestCluster other = new TestCluster(1);
    Node node = other.join();
    assertFalse(node.lost().get());
    node.member().getHazelcastInstance().getLifecycleService().terminate();
    Until.so("it is told", node.lost()::get);
    await(node.vertx().close());
  }

  @Test
  void aProcessThatLeavesIsNotLost() {
    TestCluster other = new TestCluster(1);
    Node node = other.join();
    await(node.vertx().close());
    assertFalse(node.lost().get());
  }

  @Test
  void aTakenPortIsNamed() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class, () -> cluster.join(cluster.settings(TestCluster.NAME, 0)));
    assertTrue(
        failure.getMessage().contains("(PARLEY_BUS_HOST, PARLEY_CLUSTER_PORT)"),
        failure::getMessage);
  }

  @Test
  void nobodyWaitsForACopyOfAnAnnouncement() {
    Config config = here.member().getHazelcastInstance().getConfig();
    assertEquals(0, config.findMultiMapConfig("__vertx.subs").getBackupCount());
    assertEquals(1, config.findMultiMapConfig("__vertx.subs").getAsyncBackupCount());
    assertEquals(0, config.findMapConfig("__vertx.nodeInfo").getBackupCount());
    assertEquals(1, config.findMapConfig("__vertx.nodeInfo").getAsyncBackupCount());
  }

  @Test
  void javaObjectsOfOtherClassesAreRefusedUnread() {
    here.member().getHazelcastInstance().getMap("planted").put("key", new Planted());
    var map = there.member().getHazelcastInstance().getMap("planted");
    assertThrows(HazelcastSerializationException.class, () -> map.get("key"));
    assertFalse(Planted.wasRead);
  }

  /** What a stranger might put into the cluster. */
  private static final class Planted implements Serializable {

    private static final long serialVersionUID = 1;
    private static volatile boolean wasRead;

    private Object readResolve() {
      wasRead = true;
      return this;
    }
  }

  private static MultiMap<String, HazelcastRegistrationInfo> announcements(Node node) {
    return node.member().getHazelcastInstance().getMultiMap("__vertx.subs");
  }
}
