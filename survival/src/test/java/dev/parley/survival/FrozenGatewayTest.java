package dev.parley.survival;

import dev.parley.survival.Negotiations.Negotiation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway stands still, and later runs on as if nothing had been: nobody listens to it. */
@ExtendWith(SharedParley.class)
class FrozenGatewayTest {
  private static final int PEOPLE = 30;
  private static final int ROOMS = 3;

  @Test
  void itsClientsGoElsewhereAndItFindsThatOut(Parley parley) {
    try (Meeting meeting = new Meeting(parley, "frozen", PEOPLE, ROOMS)) {
      ParleyProcess victim = meeting.fullest();
      Times meanwhile = new Times();
      long start = System.nanoTime();
      victim.freeze();
      List<Negotiation> some = meeting.begin();
      victim.check();
      meeting.finish(some, meanwhile);
      meeting
          .crowd()
          .await(
              "all are elsewhere",
              () ->
                  meeting
                      .crowd()
                      .all()
                      .noneMatch(one -> Meeting.isAt(victim, one) || !one.isLive()));
      double moved = Times.msSince(start);
      long thawed = System.nanoTime();
      victim.thaw();
      Times after = meeting.talk();
      parley.heal();
      meeting.converge();
      double back = Times.msSince(thawed);
      Results.tell(
          "a gateway frozen, then back",
          "set-up across it %s; all elsewhere after %s; all agree %s after its return; then %s"
              .formatted(meanwhile, Times.ms(moved), Times.ms(back), after),
          "0 lost or doubled");
      meeting.checkNothingIsLost(PEOPLE);
    }
  }
}
