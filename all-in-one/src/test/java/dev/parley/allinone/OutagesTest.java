package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.Ledger;
import dev.parley.allinone.client.Pace;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.allinone.client.Wire;
import dev.parley.protocol.Member;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Two dozen people in four rooms at three gateways talk and move about while the store of the rooms
 * is away, and it comes back in one way or another: everything said is delivered once and in order,
 * all members of a room end with the room that is stored, and nobody has lost the session.
 */
class OutagesTest {
  private static final long SEED = 20261122;
  private static final int CLIENTS = 24;
  private static final int ROOMS = 4;
  private static final int GATEWAYS = 3;
  private static final int STEPS = 400;
  private static final int BETWEEN_LOOKS = 20;
  private static final long SILENCE_MS = 3_000;
  private static final Pace QUICK = new Pace(250, 50, 500, 2_000, 40);

  private final Random random = new Random(SEED);
  private final Ledger ledger = new Ledger();
  private final Crowd crowd =
      new Crowd(new Crowd.Manners(QUICK, SILENCE_MS, () -> Wire.Faults.NONE, null), ledger, SEED);
  private House house;
  private int said;

  /** How the store comes back. */
  enum Return {
    AS_IT_WAS,
    EMPTY,
    OLDER
  }

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_HEARTBEAT", "500ms",
                "PARLEY_SILENCE", "3s",
                "PARLEY_ROOM_CAPACITY", "50",
                "PARLEY_BUS_REPLY_TIMEOUT", "500ms",
                "PARLEY_SIGNALS_PER_SECOND", "10000",
                "PARLEY_COMMANDS_PER_SECOND", "1000"));
    for (int gateway = 1; gateway < GATEWAYS; gateway++) {
      house.addGateway();
    }
    for (int n = 0; n < CLIENTS; n++) {
      crowd.add(new RoomName("room-" + n % ROOMS), List.of(), this::gateway);
    }
    crowd.await("all are in", crowd::isCalm);
  }

  private SocketAddress gateway() {
    return SocketAddress.inetSocketAddress(house.port(random.nextInt(GATEWAYS)), "127.0.0.1");
  }

  @AfterEach
  void close() {
    crowd.close();
    house.close();
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(200)
  void nothingIsLostWhileTheStoreFails(Return how) {
    outlive(house.store()::goDown, how);
  }

  @Test
  @Timeout(200)
  void nothingIsLostWhileTheStoreIsFrozen() {
    outlive(house.store()::freeze, Return.AS_IT_WAS);
  }

  private void outlive(Runnable failure, Return how) {
    Set<SessionId> before = sessions();
    house.store().remember();
    live(true);
    failure.run();
    live(true);
    switch (how) {
      case AS_IT_WAS -> house.store().comeBack();
      case EMPTY -> house.store().comeBackEmpty();
      case OLDER -> house.store().comeBackOlder();
    }
    // What an older store was told by one who then moves, before it is mended, may be undone.
    live(how != Return.OLDER);
    crowd.await("all have what the store has", this::isCalm);
    assertEquals(before, sessions());
    crowd.run(() -> assertEquals(List.of(), ledger.faults(before)));
    assertTrue(ledger.deliveries() > STEPS, "only " + ledger.deliveries() + " deliveries");
  }

  /** All have what the store has, and in it each is up, with what it last said of itself. */
  private boolean isCalm() {
    return crowd.isCalm()
        && crowd
            .all()
            .allMatch(client ->
                client.head().equals(house.store().head(client.room()))
                    && self(client).state() == Member.State.UP
                    && isTold(client));
  }

  private static Member self(ProtocolClient client) {
    return client.members().get(client.session());
  }

  /** Whether in the room is what the client last said of itself. */
  private static boolean isTold(ProtocolClient client) {
    JsonNode told = self(client).profile().map().get("n");
    return client.value() == null || (told != null && client.value() == told.intValue());
  }

  private Set<SessionId> sessions() {
    return crowd.call(
        () -> crowd.all().map(ProtocolClient::session).collect(Collectors.toUnmodifiableSet()));
  }

  private void live(boolean moving) {
    for (int step = 0; step < STEPS; step++) {
      int slot = random.nextInt(CLIENTS);
      crowd.run(() -> act(crowd.all().skip(slot).findFirst().orElseThrow(), moving));
      if (step % BETWEEN_LOOKS == 0) {
        crowd.await(
            "most are there",
            () -> crowd.all().filter(ProtocolClient::isLive).count() * 10 >= CLIENTS * 8);
      }
    }
  }

  private void act(ProtocolClient self, boolean moving) {
    int dice = random.nextInt(100);
    if (dice < 80) {
      sayToSomebody(self);
    } else if (dice < 90) {
      self.set(random.nextInt(1_000_000));
    } else if (moving) {
      self.cut();
    }
  }

  private void sayToSomebody(ProtocolClient self) {
    List<SessionId> others = List.copyOf(self.members().keySet());
    SessionId peer = others.get(random.nextInt(others.size()));
    RawJson data = RawJson.of("{\"n\":" + said++ + "}");
    if (self.say(peer, data) != 0) {
      ledger.said(self.session(), peer, data);
    }
  }
}
