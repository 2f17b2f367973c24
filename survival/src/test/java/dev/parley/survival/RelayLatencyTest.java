package dev.parley.survival;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.Ledger;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a second gateway on the way of a signal costs. */
@ExtendWith(SharedParley.class)
class RelayLatencyTest {
  private static final int SIGNALS = Form.of(500, 5_000);
  private static final RoomName ROOM = new RoomName("latency");

  /** Two pairs who pass a word back and forth, in turns, so that all else falls on both alike. */
  private static final class Rally extends Ledger {
    private final List<ProtocolClient> pair = new ArrayList<>();
    private final List<Times> times = List.of(new Times(), new Times());
    private ProtocolClient centre;
    private int said;
    private long saidAt;

    void start(List<ProtocolClient> clients) {
      centre = clients.getFirst();
      pair.addAll(clients.subList(1, 3));
      say(centre, pair.getFirst());
    }

    private void say(ProtocolClient from, ProtocolClient to) {
      saidAt = System.nanoTime();
      from.say(to.session(), RawJson.of("{\"n\":%d}".formatted(said++)));
    }

    @Override
    public synchronized void delivered(SessionId to, ServerFrame.Signal signal) {
      long took = System.nanoTime() - saidAt;
      ProtocolClient hearer = to.equals(centre.session()) ? centre : of(to);
      ProtocolClient other = hearer == centre ? of(signal.from()) : hearer;
      times.get(pair.indexOf(other)).add(took);
      if (hearer != centre) {
        say(hearer, centre);
      } else if (!isOver()) {
        say(centre, pair.get(1 - pair.indexOf(other)));
      }
    }

    private ProtocolClient of(SessionId session) {
      return pair.stream().filter(one -> one.session().equals(session)).findFirst().orElseThrow();
    }

    boolean isOver() {
      return times.stream().allMatch(some -> some.count() >= SIGNALS);
    }
  }

  @Test
  void twoGatewaysBesideOne(Parley parley) {
    Rally rally = new Rally();
    try (Crowd crowd = new Crowd(Meeting.MANNERS, rally, 1)) {
      List<ProtocolClient> clients =
          Stream.of(0, 0, 1).map(gateway -> at(parley, crowd, gateway)).toList();
      crowd.await(
          "all see all",
          () -> crowd.isCalm() && crowd.all().allMatch(one -> one.members().size() == 3));
      crowd.run(() -> rally.start(clients));
      crowd.await("all is said", rally::isOver);
      Results.tell("relay within one gateway", rally.times.get(0).toString(), "–");
      Results.tell("relay across two gateways", rally.times.get(1).toString(), "–");
    }
  }

  private static ProtocolClient at(Parley parley, Crowd crowd, int gateway) {
    return crowd.add(ROOM, List.of(), parley.gateways().get(gateway)::address);
  }
}
