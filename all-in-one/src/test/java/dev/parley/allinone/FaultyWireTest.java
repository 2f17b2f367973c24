package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.Ledger;
import dev.parley.allinone.client.Line;
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
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private static final long PATIENCE_SECONDS = 90;
  private static final long SILENCE_MS = 800;
  private static final Pace QUICK = new Pace(250, 50, 500, 1_000, 40);
  private static final Wire.Faults FAULTS = new Wire.Faults(0.02, 0.02);

  private final Random random = new Random(SEED);
  private final Random gateways = new Random(SEED);

  /** All clients live on one event loop, so the test may look at them all from there. */
  private final Vertx people = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  private final Ledger ledger = new Ledger();
  private final ProtocolClient[] clients = new ProtocolClient[CLIENTS];
  private final RoomName[] rooms = new RoomName[CLIENTS];
  private volatile Wire.Faults faults = FAULTS;
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
  void close() throws Exception {
    onLoop(() -> living().forEach(ProtocolClient::leave));
    House.await(people.close());
    house.close();
  }

  @Test
  @Timeout(300)
  void everythingSaidIsDeliveredOnceAndAllEndWithTheSameRoom() throws Exception {
    for (int step = 0; step < STEPS; step++) {
      step(random.nextInt(CLIENTS));
      if (step % BETWEEN_LOOKS == 0) {
        // Not faster than sessions come back, or they would do nothing but come back.
        await(
            "most are there",
            () -> living().filter(ProtocolClient::isLive).count() * 10 >= living().count() * 8);
      }
    }
    faults = Wire.Faults.NONE;
    await("all is calm", this::isCalm);
    for (int room = 0; room < ROOMS; room++) {
      checkRoom(new RoomName("room-" + room));
    }
    onLoop(this::checkSignals);
  }

  private void checkSignals() {
    Set<SessionId> present =
        living().map(ProtocolClient::session).collect(Collectors.toUnmodifiableSet());
    assertEquals(List.of(), ledger.faults(present));
    assertTrue(ledger.deliveries() > STEPS / 2, "only " + ledger.deliveries() + " deliveries");
  }

  private void step(int slot) throws Exception {
    ProtocolClient client = clients[slot];
    if (client == null) {
      join(slot);
      return;
    }
    int dice = random.nextInt(100);
    long lot = random.nextLong();
    onLoop(() -> act(client, dice, new Random(lot)));
    if (dice == 99) {
      clients[slot] = null;
    }
  }

  private void onLoop(Runnable action) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    people.runOnContext(turn -> {
      try {
        action.run();
        done.complete(null);
      } catch (Throwable failure) {
        done.completeExceptionally(failure);
      }
    });
    done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void join(int slot) {
    rooms[slot] = new RoomName("room-" + slot % ROOMS);
    Line.Settings settings =
        new Line.Settings(
            people,
            () -> SocketAddress.inetSocketAddress(house.port(gateways.nextInt(2)), "127.0.0.1"),
            QUICK,
            SILENCE_MS,
            new Random(random.nextLong()),
            () -> faults);
    List<ClientFrame.Offer> offers =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(n ->
                new ClientFrame.Offer(
                    new CommandId("o" + n), RawJson.of("{\"offer\":" + random.nextInt() + "}")))
            .toList();
    clients[slot] = new ProtocolClient(settings, rooms[slot], offers, ledger);
    clients[slot].start();
  }

  private void act(ProtocolClient self, int dice, Random lot) {
    if (dice < 75) {
      sayToSomebody(self, lot);
    } else if (dice < 88) {
      self.set(lot.nextInt(1_000_000));
    } else if (dice < 96) {
      self.cut();
    } else if (dice < 99) {
      self.stall();
    } else {
      self.leave();
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

  private Stream<ProtocolClient> living() {
    return Stream.of(clients).filter(Objects::nonNull);
  }

  private boolean isCalm() {
    for (int room = 0; room < ROOMS; room++) {
      List<ProtocolClient> members = members(new RoomName("room-" + room));
      boolean agree = members.stream().map(ProtocolClient::head).distinct().count() <= 1;
      if (!agree || !members.stream().allMatch(ProtocolClient::isIdle)) {
        return false;
      }
    }
    return true;
  }

  private List<ProtocolClient> members(RoomName room) {
    return IntStream.range(0, CLIENTS)
        .filter(slot -> clients[slot] != null && room.equals(rooms[slot]))
        .mapToObj(slot -> clients[slot])
        .toList();
  }

  /** All have what the store has, and in it each is up, with what it last said of itself. */
  private void checkRoom(RoomName room) throws Exception {
    RoomAnswer answer = House.await(house.bus().ask(Service.ROOMS, new RoomRequest.Load(room)));
    Head stored = ((RoomAnswer.Loaded) answer).state().head();
    onLoop(() -> checkMembers(room, stored));
  }

  private void checkMembers(RoomName room, Head stored) {
    for (ProtocolClient client : members(room)) {
      assertEquals(stored, client.head(), client::toString);
      Member self = client.members().get(client.session());
      assertEquals(Member.State.UP, self.state(), client::toString);
      if (client.value() != null) {
        assertEquals(client.value(), self.profile().map().get("n").intValue());
      }
    }
  }

  /** Waits for a condition that is looked at on the clients' threads. */
  private void await(String what, BooleanSupplier condition) throws Exception {
    CompletableFuture<Void> met = new CompletableFuture<>();
    people.setPeriodic(
        10,
        timer -> {
          if (condition.getAsBoolean()) {
            people.cancelTimer(timer);
            met.complete(null);
          }
        });
    try {
      met.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      String those =
          living()
              .filter(client -> !client.isIdle())
              .map(Object::toString)
              .limit(8)
              .collect(Collectors.joining("\n"));
      throw new AssertionError(what + ", was awaited in vain; not idle:\n" + those, e);
    }
  }
}
