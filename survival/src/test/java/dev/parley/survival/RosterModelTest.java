package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Member;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.Moderate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A hundred clients come, go, change, moderate and lose their sockets at random, while processes
 * are killed and a gateway is parted from all others, in turn: no copy of a roster that any of them
 * ever has differs from the one history.
 */
class RosterModelTest {
  private static final int SEEDS = Form.of(1, 20);
  private static final int OPERATIONS = Form.of(1_000, 5_000);
  private static final int CLIENTS = 100;
  private static final int ROOMS = 4;
  private static final int BETWEEN_LOOKS = 50;
  private static final int BETWEEN_BLOWS = Form.of(250, 500);
  private static final int UPDATE = 500;

  /** One seed. */
  private static final class Life {
    private final Parley parley;
    private final int seed;
    private final Random random;
    private final RosterLog log = new RosterLog();
    private final Crowd crowd;
    private final ProtocolClient[] clients = new ProtocolClient[CLIENTS];
    private final @Nullable PartedNetwork network;
    private int commands;
    private int kills;
    private int partings;
    private boolean parted;

    Life(Parley parley, @Nullable PartedNetwork network, int seed) {
      this.parley = parley;
      this.network = network;
      this.seed = seed;
      this.random = new Random(seed);
      this.crowd = new Crowd(Meeting.MANNERS, log, seed);
    }

    void live() {
      for (int number = 0; number < OPERATIONS; number++) {
        step(random.nextInt(CLIENTS), number < OPERATIONS - BETWEEN_LOOKS);
        if (number % BETWEEN_LOOKS == 0) {
          awaitMost();
        }
        if (number % BETWEEN_BLOWS == BETWEEN_BLOWS - 1) {
          strike(number / BETWEEN_BLOWS);
        }
      }
      mend();
      parley.heal();
      crowd.await("all is calm, and the same for all", this::agree);
    }

    /** Not faster than sessions come back, or they would do nothing but come back. */
    private void awaitMost() {
      crowd.await(
          "most are there",
          () -> crowd.all().filter(ProtocolClient::isLive).count() * 10 >= crowd.all().count() * 7);
    }

    private RoomName room(int number) {
      return new RoomName("model-%d-%d".formatted(seed, number % ROOMS));
    }

    /** A parting lasts until the next blow, a dead process is started again at once. */
    private void strike(int blow) {
      if (network != null && blow % 2 == 0) {
        network.cut();
        parted = true;
        partings++;
      } else {
        mend();
        kill();
      }
    }

    private void mend() {
      if (parted && network != null) {
        network.heal();
        parted = false;
      }
    }

    private void kill() {
      parley.heal();
      parley.any(random).kill();
      kills++;
      parley.startDead();
    }

    private void dropIfEnded(int slot) {
      if (clients[slot] != null && crowd.call(clients[slot]::hasEnded)) {
        crowd.leave(clients[slot]);
        clients[slot] = null;
      }
    }

    /**
     * One operation.
     *
     * @param wild whether it may be more than an update, which alone is repeated until it is done
     */
    private void step(int slot, boolean wild) {
      dropIfEnded(slot);
      ProtocolClient client = clients[slot];
      int dice = wild ? random.nextInt(1_000) : UPDATE;
      if (client == null) {
        clients[slot] = crowd.add(room(slot), List.of(), parley.front(random.nextLong()));
      } else if (dice < 120) {
        clients[slot] = null;
        crowd.leave(client);
      } else {
        long lot = random.nextLong();
        crowd.run(() -> act(client, dice, new Random(lot)));
      }
    }

    private void act(ProtocolClient self, int dice, Random lot) {
      if (dice < 600) {
        self.set(lot.nextInt(1_000_000));
      } else if (dice < 800) {
        self.cut();
      } else if (dice < 820) {
        self.stall();
      } else if (dice < 900 && !self.members().isEmpty()) {
        self.order(id -> kick(id, self, lot));
      } else {
        self.order(id -> setKey(id, lot));
      }
    }

    private ClientFrame kick(CommandId id, ProtocolClient self, Random lot) {
      List<SessionId> all = List.copyOf(self.members().keySet());
      SessionId target = all.get(lot.nextInt(all.size()));
      return new Moderate(id, Moderate.Action.KICK, target, null, null, null);
    }

    private ClientFrame setKey(CommandId id, Random lot) {
      String key = "key" + lot.nextInt(4);
      return new Moderate(id, Moderate.Action.KEY, null, key, "value" + commands++, null);
    }

    /** All have one and the same copy of each room, where each is up. */
    private boolean agree() {
      return crowd.isCalm() && IntStream.range(0, ROOMS).allMatch(number -> agree(room(number)));
    }

    private boolean agree(RoomName room) {
      List<ProtocolClient> members = crowd.in(room);
      return members.stream().map(ProtocolClient::head).distinct().count() <= 1
          && members.stream()
              .map(client -> client.members().get(client.session()))
              .allMatch(self -> self != null && self.state() == Member.State.UP);
    }
  }

  @Test
  void noCopyOfARosterDiffersFromTheLog() {
    if (PartedNetwork.isPossible()) {
      try (PartedNetwork network = PartedNetwork.open();
          Parley parley = Parley.start(PartitionTest.plan(network))) {
        play(parley, network);
      }
    } else {
      try (Parley parley = Parley.start(ClusterPlan.STANDARD)) {
        play(parley, null);
      }
    }
  }

  private static void play(Parley parley, @Nullable PartedNetwork network) {
    int copies = 0;
    int compared = 0;
    int kills = 0;
    int partings = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Life life = new Life(parley, network, seed);
      try (life.crowd) {
        life.live();
        for (int number = 0; number < ROOMS; number++) {
          compared += life.log.compareWith(parley.redis(), life.room(number));
        }
        assertEquals(List.of(), life.log.divergences(), "seed " + seed);
      }
      copies += life.log.copies();
      kills += life.kills;
      partings += life.partings;
    }
    assertTrue(compared > SEEDS * OPERATIONS / 4, "only " + compared);
    Results.tell(
        "rosters against the log: %d × %d operations of %d clients, %d processes killed, %d times a gateway parted"
            .formatted(SEEDS, OPERATIONS, CLIENTS, kills, partings),
        "%d copies, %d revisions compared, 0 divergences".formatted(copies, compared),
        "0 divergences");
  }
}
