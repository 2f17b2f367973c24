package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.BridgeClient;
import dev.parley.allinone.client.BridgeClient.Seen;
import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomSnapshot;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ServerFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscriber of the bridge is told, whichever gateway the room is at. */
class BridgeTest {
  private static final String LUNCH = Say.ROOM.value();
  private static final int UPDATES = 60;

  private final List<HeldBus> buses = new ArrayList<>();
  private House house;

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_HEARTBEAT", "200ms",
                "PARLEY_SILENCE", "60s",
                "PARLEY_COMMANDS_PER_SECOND", "1000"),
            sound -> {
              buses.add(new HeldBus(sound));
              return buses.getLast();
            });
    house.addGateway();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private BridgeClient follower(int gateway) {
    return BridgeClient.open(house.vertx(), house.port(gateway));
  }

  private void update(TestSocket who, int n) {
    who.send(Say.update("u" + n, "name", "n" + n));
    who.expect(ServerFrame.Ok.class);
  }

  @Test
  void registrantAloneIsToldTheRoomAndThenAllWhatHappens() {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined joined = Say.joined(ada, "ada");
    BridgeClient first = follower(0).register(LUNCH);
    Seen atFirst = Seen.of(first.snapshot(LUNCH));
    assertEquals(joined.room(), atFirst.since());

    BridgeClient second = follower(0).register(LUNCH);
    Seen atSecond = Seen.of(second.snapshot(LUNCH));
    update(ada, 1);
    assertEquals(
        Map.of(joined.session().value(), "n1"), atFirst.with(first.changes(LUNCH)).names());
    assertEquals(
        Map.of(joined.session().value(), "n1"), atSecond.with(second.changes(LUNCH)).names());
    assertEquals(0, first.waiting());
  }

  @Test
  void roomOfAnotherGatewayIsToldInOrderWithoutAGap() {
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    BridgeClient follower = follower(1).register(LUNCH);
    Seen seen = Seen.of(follower.snapshot(LUNCH));
    Set<BridgeClient> late = new HashSet<>();
    for (int n = 1; n <= UPDATES; n++) {
      ada.send(Say.update("u" + n, "name", "n" + n));
      ada.expect(ServerFrame.Ok.class);
      if (n % 10 == 0) {
        late.add(follower(1).register(LUNCH));
      }
    }
    long rev = seen.rev() + UPDATES;
    assertEquals(
        Set.of("n" + UPDATES), Set.copyOf(follower.upTo(LUNCH, seen, rev).names().values()));
    for (BridgeClient each : late) {
      Seen from = Seen.of(each.snapshot(LUNCH));
      assertEquals(rev, each.upTo(LUNCH, from, rev).rev());
    }
  }

  @Test
  void roomThatBeginsAndEndsElsewhereIsToldAtOnce() {
    BridgeClient follower = follower(1).register(LUNCH);
    follower.expect(LUNCH, "absent");
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    Seen seen = Seen.of(follower.snapshot(LUNCH));
    assertEquals(1, seen.names().size());

    ada.send(new ClientFrame.Leave(null));
    assertEquals(Map.of(), seen.with(follower.changes(LUNCH)).names());
    follower.expect(LUNCH, "absent");

    Say.joined(house.socket(0), "bob");
    assertNotEquals(seen.since().incarnation(), follower.snapshot(LUNCH).incarnation());
  }

  @Test
  void lostOpsAreMadeUpForByTheNextHeartbeat() {
    TestSocket ada = house.socket(1);
    Say.joined(ada, "ada");
    BridgeClient follower = follower(0).register(LUNCH);
    Seen seen = Seen.of(follower.snapshot(LUNCH));

    buses.getFirst().lose(NodeMessage.Ops.class);
    update(ada, 1);
    update(ada, 2);
    seen = follower.upTo(LUNCH, seen, seen.rev() + 2);
    assertEquals(Set.of("n2"), Set.copyOf(seen.names().values()));
  }

  @Test
  void storeThatLostTheRoomIsToldAsAnotherIncarnation() {
    TestSocket ada = house.socket(0);
    ServerFrame.Joined joined = Say.joined(ada, "ada");
    BridgeClient follower = follower(1).register(LUNCH);
    RoomSnapshot before = follower.snapshot(LUNCH);
    house.store().goDown();
    house.store().comeBackEmpty();
    RoomSnapshot after = follower.snapshot(LUNCH);
    assertNotEquals(before.incarnation(), after.incarnation());
    assertEquals(joined.session(), after.roster().getFirst().session());
  }

  @Test
  void whatIsNotRegisteredAnyMoreIsNotTold() {
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    BridgeClient follower = follower(1).register(LUNCH).register("team-two");
    Seen.of(follower.snapshot(LUNCH));
    follower.expect("team-two", "absent");
    follower.unregister(LUNCH);
    TestSocket bob = house.socket(0);
    bob.send(Say.join(new RoomName("team-two"), "bob"));
    bob.expect(ServerFrame.Joined.class);
    follower.snapshot("team-two");
    update(ada, 1);
    house.await(
        "nothing is followed but one room", () -> house.gauge(1, "parley.bridge.topics") == 1);
    follower.close();
    house.await("nothing is kept", () -> house.gauge(1, "parley.gateway.rooms") == 0);
    assertTrue(
        house.gauge(1, "parley.bridge.handlers") == 0
            && house.gauge(1, "parley.bridge.sockets") == 0);
  }
}
