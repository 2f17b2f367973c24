package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.Ledger;
import dev.parley.allinone.client.Pace;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.net.SocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway with a third of all sessions dies, and all of them come back at once. */
@ExtendWith(SharedParley.class)
class ResumeStormTest {
  private static final int SESSIONS = Form.of(300, 3_000);
  private static final int A_ROOM = 10;
  private static final int AT_ONCE = 100;
  private static final double WITHIN_MS = Form.within(5_000);
  private static final long SEED = 5;

  /** As people do who say little: their clients look seldom for what is due. */
  private static final Crowd.Manners QUIET =
      Meeting.manners(new Pace(1_000, 500, 2_000, 2_500, 500));

  /** Who came back when, after a moment. */
  private static final class Returns extends Ledger {
    private final Set<SessionId> missing = new HashSet<>();
    private final Times times = new Times();
    private long since;
    private int joins;

    @Override
    public synchronized void joined(ProtocolClient client, SessionId session) {
      joins++;
    }

    @Override
    public synchronized void resumed(ProtocolClient client, ServerFrame.Resumed resumed) {
      if (missing.remove(client.session())) {
        times.add(System.nanoTime() - since);
      }
    }
  }

  @Test
  void allAreBackWithinSecondsAndNobodyIsAskedWhoTheyAre(Parley parley) {
    Returns returns = new Returns();
    try (Crowd crowd = new Crowd(QUIET, returns, SEED)) {
      List<SocketAddress> gateways =
          parley.gateways().stream().map(ParleyProcess::address).toList();
      for (int number = 0; number < SESSIONS; number++) {
        enter(parley, crowd, number, gateways.get(number % gateways.size()));
      }
      crowd.await("all are there", crowd::isCalm);
      ParleyProcess victim = parley.gateways().getFirst();
      crowd.run(() -> returns.missing.addAll(at(crowd, victim)));
      int concerned = returns.missing.size();
      returns.since = System.nanoTime();
      victim.kill();
      crowd.await("all are back", returns.missing::isEmpty);
      Results.tell(
          "resume storm: %d of %d sessions lose their gateway".formatted(concerned, SESSIONS),
          "all resumed: " + returns.times,
          "all within " + Times.ms(WITHIN_MS));
      assertEquals(SESSIONS, returns.joins, "somebody had to join again");
      // One or another may have come back elsewhere before.
      assertTrue(concerned >= 0.9 * SESSIONS / gateways.size(), () -> "only " + concerned);
      assertTrue(returns.times.within(1) <= WITHIN_MS, returns.times::toString);
    }
  }

  /** At first each enters by a gateway of its own, so that the third is a third. */
  private static void enter(Parley parley, Crowd crowd, int number, SocketAddress first) {
    var front = parley.front(SEED + number);
    boolean[] entered = {false};
    ProtocolClient client =
        crowd.add(
            new RoomName("storm-" + number / A_ROOM),
            List.of(),
            () -> {
              SocketAddress there = entered[0] ? front.get() : first;
              entered[0] = true;
              return there;
            });
    if (number % AT_ONCE == AT_ONCE - 1) {
      crowd.await(client + " is in", () -> crowd.all().allMatch(ProtocolClient::isLive));
    }
  }

  private static Set<SessionId> at(Crowd crowd, ParleyProcess gateway) {
    return crowd
        .all()
        .filter(client -> client.node().value().startsWith(gateway.name() + "-"))
        .map(ProtocolClient::session)
        .collect(Collectors.toSet());
  }
}
