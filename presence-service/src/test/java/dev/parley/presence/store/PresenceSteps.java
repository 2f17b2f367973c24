package dev.parley.presence.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.presence.store.PresenceStore.Renewal;
import dev.parley.protocol.Json;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.PresenceRequest.Attach;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.protocol.bus.PresenceRequest.Look;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is said to a {@link PresenceStore} under test. */
abstract class PresenceSteps {

  static final NodeId NODE = new NodeId("node-1");
  static final NodeId OTHER = new NodeId("node-2");
  static final UserId ANN = new UserId("ann");
  static final Located LAPTOP = located(ANN, "ann-laptop");
  static final Located PHONE = located(ANN, "ann-phone");
  static final Located ROAMING = new Located(ANN, new SessionId("ann-roams"), null, true);
  static final Values AWAY = values("à table");
  static final Located BOB = located(new UserId("bob"), "bob-laptop");

  long steps;

  /** An empty store, the same during one test. */
  abstract PresenceStore store();

  /** A lease long enough for the implementation's clock. */
  abstract Duration lapse();

  /** Lets time pass for the store, or waits until it has. */
  abstract void pass(Duration time);

  static void assertThere(int sessions, int calls, Presence presence) {
    assertEquals(sessions, presence.sessions());
    assertEquals(calls, presence.calls());
  }

  static Values values(String status) {
    return Json.read(("{\"is\":\"" + status + "\"}").getBytes(UTF_8), Values.class);
  }

  Presence look(UserId user) {
    return await(store().look(Map.of(user, Look.UNSEEN))).get(user);
  }

  Renewal renew(NodeId node) {
    return await(store().renew(node, lapse()));
  }

  Set<NodeId> alive() {
    return await(store().leases()).alive();
  }

  Map<UserId, Presence> attach(NodeId node, Located... sessions) {
    return say(node, false, List.of(sessions), List.of(), Map.of());
  }

  Map<UserId, Presence> detach(NodeId node, Located... sessions) {
    return say(node, false, List.of(), List.of(sessions), Map.of());
  }

  Map<UserId, Presence> status(NodeId node, Values status, Located... sessions) {
    return say(node, false, List.of(sessions), List.of(), Map.of(ANN, status));
  }

  Map<UserId, Presence> say(
      NodeId node,
      boolean anew,
      List<Located> came,
      List<Located> went,
      Map<UserId, Values> status) {
    steps++;
    return await(store().attach(new Attach(node, steps, anew, came, went, status)));
  }

  Map<NodeId, Set<Located>> locate(UserId user) {
    return await(store().locate(user));
  }

  static Located located(UserId user, String session) {
    return new Located(user, new SessionId(session), new RoomName("north"), false);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
