package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.survival.Negotiations.Negotiation;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sixty people in six rooms, who negotiate while the gateway that holds most of them is killed,
 * again and again.
 */
final class KillScene {
  private static final int PEOPLE = 60;
  private static final int ROOMS = 6;
  private static final int CALM_ROUNDS = 3;
  private static final double ADDED_MS = Form.within(1_500);
  private static final long SEED = 20261122;

  private final Parley parley;
  private final Random random = new Random(SEED);
  private final Negotiations negotiations = new Negotiations();
  private final Times calm = new Times();
  private final Times disturbed = new Times();
  private int fewestInFlight = Integer.MAX_VALUE;

  private KillScene(Parley parley) {
    this.parley = parley;
  }

  /**
   * Plays it and checks what came of it.
   *
   * @param what the rows of the results begin with
   * @param inFlight how many negotiations at the gateway must be under way at each kill
   */
  static void play(Parley parley, String what, int kills, int inFlight) {
    KillScene scene = new KillScene(parley);
    try (Crowd crowd = new Crowd(Crowd.Manners.REAL, scene.negotiations, SEED)) {
      scene.negotiations.among(crowd);
      scene.enter(crowd);
      for (int round = 0; round < CALM_ROUNDS; round++) {
        scene.finish(crowd, scene.begin(crowd), scene.calm);
      }
      for (int kill = 0; kill < kills; kill++) {
        scene.kill(crowd);
      }
      crowd.await("all is calm", crowd::isCalm);
      crowd.run(() -> scene.check(crowd, what, kills, inFlight));
    }
  }

  private void enter(Crowd crowd) {
    for (int number = 0; number < PEOPLE; number++) {
      RoomName room = new RoomName("kill-" + number % ROOMS);
      crowd.add(room, List.of(), parley.front(random.nextLong()));
    }
    crowd.await(
        "everybody sees everybody",
        () -> crowd.isCalm() && crowd.all().allMatch(this::seesItsRoom));
  }

  private boolean seesItsRoom(ProtocolClient client) {
    return client.members().size() == PEOPLE / ROOMS;
  }

  /** Everybody calls somebody. */
  private List<Negotiation> begin(Crowd crowd) {
    return crowd.call(
        () -> crowd.all().map(caller -> negotiations.start(caller, other(crowd, caller))).toList());
  }

  private ProtocolClient other(Crowd crowd, ProtocolClient caller) {
    List<ProtocolClient> others =
        crowd.in(caller.room()).stream().filter(client -> client != caller).toList();
    return others.get(random.nextInt(others.size()));
  }

  private void finish(Crowd crowd, List<Negotiation> some, Times times) {
    crowd.await("they are connected", () -> Negotiations.areOver(some));
    some.forEach(one -> times.add(one.duration()));
  }

  private void kill(Crowd crowd) {
    ParleyProcess victim = crowd.call(() -> fullest(crowd));
    String life = victim.name() + "-";
    List<Negotiation> all = begin(crowd);
    List<Negotiation> concerned =
        crowd.call(() -> all.stream().filter(one -> one.isAt(node -> isOf(life, node))).toList());
    victim.kill();
    List<Negotiation> inFlight =
        crowd.call(() -> concerned.stream().filter(one -> !one.isOver()).toList());
    fewestInFlight = Math.min(fewestInFlight, inFlight.size());
    finish(crowd, inFlight, disturbed);
    crowd.await("all are connected", () -> Negotiations.areOver(all));
    parley.heal();
    crowd.await("all are back", () -> crowd.all().allMatch(ProtocolClient::isIdle));
  }

  private static boolean isOf(String life, NodeId node) {
    return node.value().startsWith(life);
  }

  private ParleyProcess fullest(Crowd crowd) {
    return parley.gateways().stream()
        .max(
            Comparator.comparingLong(gateway ->
                crowd.all().filter(one -> isOf(gateway.name() + "-", one.node())).count()))
        .orElseThrow();
  }

  private void check(Crowd crowd, String what, int kills, int inFlight) {
    Set<SessionId> present =
        crowd.all().map(ProtocolClient::session).collect(Collectors.toUnmodifiableSet());
    List<String> faults = negotiations.faults(present);
    double added = disturbed.within(0.95) - calm.within(0.5);
    Results.tell(
        what + ": negotiations in flight",
        "%d kills, %d negotiations in flight (at least %d each), all connected; %d signals lost or"
                .formatted(kills, disturbed.count(), fewestInFlight, faults.size())
            + " doubled of "
            + negotiations.deliveries(),
        "0 lost or doubled; at least %d in flight".formatted(inFlight));
    Results.tell(what + ": undisturbed", calm.toString(), "–");
    Results.tell(what + ": across the kill", disturbed.toString(), "–");
    Results.tell(what + ": set-up added, p95", Times.ms(added), "at most " + Times.ms(ADDED_MS));
    assertEquals(List.of(), faults);
    assertEquals(List.of(), negotiations.unsaid());
    assertEquals(PEOPLE, negotiations.joins(), "somebody had to join again");
    assertTrue(fewestInFlight >= inFlight, "only " + fewestInFlight + " in flight");
    assertTrue(added <= ADDED_MS, "added " + Times.ms(added));
  }
}
