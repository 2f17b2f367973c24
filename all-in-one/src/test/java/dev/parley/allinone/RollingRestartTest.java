package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.Ledger;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One gateway after the other is replaced by a new one while forty people talk. */
class RollingRestartTest {
  private static final long SEED = 20261122;
  private static final int PEOPLE = 40;
  private static final int ROOMS = 5;
  private static final int GATEWAYS = 2;
  private static final long BETWEEN_WORDS_MS = 20;

  /** What was said, and who was ever told that somebody is away or has gone. */
  private static final class Watch extends Ledger {
    private int interruptions;

    @Override
    public synchronized void moved(ProtocolClient client, List<RoomOp> ops) {
      interruptions +=
          (int)
              ops.stream()
                  .filter(op ->
                      op instanceof RoomOp.Away
                          || op instanceof RoomOp.Remove
                          || op instanceof RoomOp.Replace)
                  .count();
    }

    synchronized int interruptions() {
      return interruptions;
    }
  }

  private final Random random = new Random(SEED);
  private final Watch watch = new Watch();
  private final Crowd crowd = new Crowd(Crowd.Manners.REAL, watch, SEED);
  private House house;
  private boolean talking = true;
  private int said;

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_DRAIN_WITHIN", "20s",
                "PARLEY_LEASE_RENEWAL", "200ms",
                "PARLEY_SIGNALS_PER_SECOND", "10000"));
    for (int more = 1; more < GATEWAYS; more++) {
      house.addGateway();
    }
    house.awaitFellows();
  }

  @AfterEach
  void close() {
    crowd.close();
    house.close();
  }

  @Test
  @Timeout(300)
  void nobodyIsAwayAndNothingSaidIsLost() {
    for (int number = 0; number < PEOPLE; number++) {
      crowd.add(new RoomName("room-" + number % ROOMS), List.of(), this::ready);
    }
    crowd.await("all are there", () -> crowd.isCalm() && crowd.all().allMatch(this::seesItsRoom));
    crowd.run(this::talk);
    for (int old = 0; old < GATEWAYS; old++) {
      house.addGateway();
      house.awaitFellows();
      Future<Void> gone = house.stopping(old);
      House.await(gone);
    }
    crowd.run(() -> talking = false);
    crowd.await("all is calm", crowd::isCalm);
    crowd.run(this::check);
  }

  /** As a balancer: a gateway that is ready. */
  private SocketAddress ready() {
    List<Integer> ready =
        IntStream.range(0, house.gateways()).filter(house::isReady).boxed().toList();
    int port = house.port(ready.get(random.nextInt(ready.size())));
    return SocketAddress.inetSocketAddress(port, "127.0.0.1");
  }

  private boolean seesItsRoom(ProtocolClient client) {
    return client.members().size() == PEOPLE / ROOMS;
  }

  private void talk() {
    if (talking) {
      crowd.all().forEach(this::sayToSomebody);
      crowd.after(BETWEEN_WORDS_MS, this::talk);
    }
  }

  private void sayToSomebody(ProtocolClient client) {
    List<SessionId> others = List.copyOf(client.members().keySet());
    SessionId peer = others.get(random.nextInt(others.size()));
    RawJson data = RawJson.of("{\"n\":" + said++ + "}");
    if (client.say(peer, data) != 0) {
      watch.said(client.session(), peer, data);
    }
  }

  private void check() {
    assertEquals(
        List.of(),
        watch.faults(
            crowd.all().map(ProtocolClient::session).collect(Collectors.toUnmodifiableSet())));
    assertEquals(0, watch.interruptions());
    assertTrue(watch.deliveries() > PEOPLE, "only " + watch.deliveries() + " deliveries");
    List<String> nodes = crowd.all().map(client -> client.node().value()).distinct().toList();
    assertTrue(
        nodes.stream().allMatch(node -> Integer.parseInt(node.substring(3)) >= GATEWAYS),
        nodes::toString);
  }
}
