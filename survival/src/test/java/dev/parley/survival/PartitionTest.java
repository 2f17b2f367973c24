package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.ProtocolClient;
import dev.parley.survival.Negotiations.Negotiation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** One gateway of three is parted from all other processes, but not from its clients. */
@EnabledIf("dev.parley.survival.PartedNetwork#isPossible")
class PartitionTest {
  private static final int PEOPLE = 30;
  private static final int ROOMS = 3;
  private static final String PARTED = "gw-3";
  private static final double WORKS_MS = Form.within(15_000);

  @Test
  void allGoOnElsewhereAndTheGatewayComesBack() {
    try (PartedNetwork network = PartedNetwork.open();
        Parley parley = Parley.start(plan(network));
        Meeting meeting = new Meeting(parley, "parted", PEOPLE, ROOMS)) {
      ParleyProcess parted = parley.gateway(PARTED);
      long concerned =
          meeting
              .crowd()
              .call(() -> meeting.crowd().all().filter(one -> Meeting.isAt(parted, one)).count());
      assertTrue(concerned > 0, "nobody is at " + PARTED);
      Times across = new Times();
      long start = System.nanoTime();
      network.cut();
      List<Negotiation> some = meeting.begin();
      meeting.finish(some, across);
      meeting.crowd().await("all are elsewhere", () -> areElsewhere(meeting, parted));
      meeting.crowd().run(() -> meeting.crowd().all().limit(ROOMS).forEach(ProtocolClient::cut));
      meeting.converge();
      Times then = meeting.talk();
      double works = Times.msSince(start);
      network.heal();
      long healed = System.nanoTime();
      parley.heal();
      meeting.talkVia(parted);
      double back = Times.msSince(healed);
      meeting.converge();
      Results.tell(
          "one gateway of three parted, with %d of %d sessions".formatted(concerned, PEOPLE),
          "set-up across the cut %s; resumes, rosters and set-up (%s) work %s after it; it serves again %s after the cut has healed"
              .formatted(across, then, Times.ms(works), Times.ms(back)),
          "works within " + Times.ms(WORKS_MS));
      meeting.checkNothingIsLost(PEOPLE + 1);
      assertTrue(works <= WORKS_MS, Times.ms(works));
    }
  }

  /** A gateway in the network that can be parted from the others. */
  static ClusterPlan plan(PartedNetwork network) {
    return ClusterPlan.STANDARD
        .withServices(1)
        .withPlaces(PARTED, network.inside(), network.outside());
  }

  private static boolean areElsewhere(Meeting meeting, ParleyProcess parted) {
    return meeting.crowd().all().noneMatch(one -> Meeting.isAt(parted, one) || !one.isLive());
  }
}
