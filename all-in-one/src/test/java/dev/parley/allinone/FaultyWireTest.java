package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.Ledger;
import dev.parley.allinone.client.Pace;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.allinone.client.Wire;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Head;
import dev.parley.protocol.Member;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.runtime.Service;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred sessions at two gateways join, leave, say things and lose their sockets at random, over
 * wires that lose and double frames. When the wires are sound again, all members of a room have the
 * same room, and whatever was said between those who stayed was delivered once and in order.
 */
class FaultyWireTest {
  private static final long SEED = 20261122;
  private static final int CLIENTS = 100;
  private static final int ROOMS = 4;
  private static final int STEPS = 5_000;
  private static final int BETWEEN_LOOKS = 50;
  private static final long SILENCE_MS = 800;
  private static final Pace QUICK = new Pace(250, 50, 500, 1_000, 40);
  private static final Wire.Faults FAULTS = new Wire.Faults(0.02, 0.02);

  private final Random random = new Random(SEED);
  private final Random gateways = new Random(SEED);
  private volatile Wire.Faults faults = FAULTS;
  private final Ledger ledger = new Ledger();
  private final Crowd crowd =
      new Crowd(new Crowd.Manners(QUICK, SILENCE_MS, () -> faults, null), ledger, SEED);
  private final ProtocolClient[] clients = new ProtocolClient[CLIENTS];
  private House house;
  private int said;

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_HEARTBEAT", "250ms",
                "PARLEY_SILENCE", "800ms",
                "PARLEY_ROOM_CAPACITY", "50",
                "PARLEY_JOINS_PER_SECOND", "100000",
                "PARLEY_SIGNALS_PER_SECOND", "10000",
                "PARLEY_COMMANDS_PER_SECOND", "1000"));
    house.addGateway();
  }

  @AfterEach
  void close() {
    crowd.close();
    house.close();
  }

  @Test
  @Timeout(300)
  void everythingSaidIsDeliveredOnceAndAllEndWithTheSameRoom() {
    for (int step = 0; step < STEPS; step++) {
      step(random.nextInt(CLIENTS));
      if (step % BETWEEN_LOOKS == 0) {
        // Not faster than sessions come back, or they would do nothing but come back.
        crowd.await(
            "most are there",
            () ->
                crowd.all().filter(ProtocolClient::isLive).count() * 10 >= crowd.all().count() * 8);
      }
    }
    faults = Wire.Faults.NONE;
    crowd.await("all is calm", crowd::isCalm);
    for (int room = 0; room < ROOMS; room++) {
      checkRoom(new RoomName("room-" + room));
    }
    crowd.run(this::checkSignals);
  }

  private void checkSignals() {
    Set<SessionId> present =
        crowd.all().map(ProtocolClient::session).collect(Collectors.toUnmodifiableSet());
    assertEquals(List.of(), ledger.faults(present));
    assertTrue(ledger.deliveries() > STEPS / 2, "only " + ledger.deliveries() + " deliveries");
  }

  private void step(int slot) {
    ProtocolClient client = clients[slot];
    if (client == null) {
      join(slot);
      return;
    }
    int dice = random.nextInt(100);
    long lot = random.nextLong();
    if (dice == 99) {
      clients[slot] = null;
      crowd.leave(client);
    } else {
      crowd.run(() -> act(client, dice, new Random(lot)));
    }
  }

  private void join(int slot) {
    List<ClientFrame.Offer> offers =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(n ->
                new ClientFrame.Offer(
                    new CommandId("o" + n), RawJson.of("{\"offer\":" + random.nextInt() + "}")))
            .toList();
    clients[slot] = crowd.add(new RoomName("room-" + slot % ROOMS), offers, this::gateway);
  }

  private SocketAddress gateway() {
    return SocketAddress.inetSocketAddress(house.port(gateways.nextInt(2)), "127.0.0.1");
  }

  private void act(ProtocolClient self, int dice, Random lot) {
    if (dice < 75) {
      sayToSomebody(self, lot);
    } else if (dice < 88) {
      self.set(lot.nextInt(1_000_000));
    } else if (dice < 96) {
      self.cut();
    } else {
      self.stall();
    }
  }

  private void sayToSomebody(ProtocolClient self, Random lot) {
    List<SessionId> others = List.copyOf(self.members().keySet());
    if (!others.isEmpty()) {
      SessionId peer = others.get(lot.nextInt(others.size()));
      for (int n = lot.nextInt(3); n >= 0; n--) {
        RawJson data = RawJson.of("{\"n\":" + said++ + "}");
        if (self.say(peer, data) != 0) {
          ledger.said(self.session(), peer, data);
        }
      }
    }
  }

  /** All have what the store has, and in it each is up, with what it last said of itself. */
  private void checkRoom(RoomName room) {
    RoomAnswer answer = House.await(house.bus().ask(Service.ROOMS, new RoomRequest.Load(room)));
    Head stored = ((RoomAnswer.Loaded) answer).state().head();
    crowd.run(() -> checkMembers(room, stored));
  }

  private void checkMembers(RoomName room, Head stored) {
    for (ProtocolClient client : crowd.in(room)) {
      assertEquals(stored, client.head(), client::toString);
      Member self = client.members().get(client.session());
      assertEquals(Member.State.UP, self.state(), client::toString);
      if (client.value() != null) {
        assertEquals(client.value(), self.profile().map().get("n").intValue());
      }
    }
  }
}
