package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.RingId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.wire.RingAnswer;
import dev.parley.protocol.wire.RingReason;
import dev.parley.protocol.wire.UserNews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rings outlive sockets, gateways, services and messages. */
class RingLossTest extends RingScene {
  @Test
  void whoAttendsDuringARingHearsItTooAndItsEnd() {
    open();
    Person laptop = attending(0, BOB, "laptop");
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 1);
    laptop.hears(UserNews.Ringing.class);
    Person phone = attending(1, BOB, "phone");
    assertEquals(ring, phone.hears(UserNews.Ringing.class).ring());
    says(phone, ring, RingAnswer.ACCEPT);
    hearsEnd(laptop, ring, RingReason.ACCEPTED, phone.session());
  }

  @Test
  void aRepeatedCommandIsTheSameRingAlsoByAnotherGateway() {
    open();
    Person bob = attending(1, BOB, "laptop");
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 1);
    assertEquals(ring, rings(ada, "c1", 1));
    ada.socket().cut();
    Person again = attending(1, ADA, "ada");
    assertEquals(ring, rings(again, "c1", 1));
    bob.hears(UserNews.Ringing.class);
    says(bob, ring, RingAnswer.ACCEPT);
    hearsEnd(again, ring, RingReason.ACCEPTED, bob.session());
    assertNotEquals(ring, rings(again, "c2", 1));
    assertNotEquals(ring, bob.hears(UserNews.Ringing.class).ring(), "it rang once");
  }

  @Test
  void theWinnerThatRepeatsItsAnswerHasWonStill() {
    open();
    Person bob = attending(0, BOB, "laptop");
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 1);
    says(bob, ring, RingAnswer.ACCEPT);
    hearsEnd(ada, ring, RingReason.ACCEPTED, bob.session());
    bob.socket().cut();
    Person again = attending(1, BOB, "laptop");
    says(again, ring, RingAnswer.ACCEPT);
    assertEquals(bob.session(), endOfRepeated(ada, ring));
  }

  @Test
  void aRingOutlivesTheGatewaysOfBothAndTheService() {
    open(Map.of("PARLEY_LEASE_RENEWAL", "100ms"));
    int third = house.addGateway();
    Person bob = attending(1, BOB, "laptop");
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 1);
    bob.hears(UserNews.Ringing.class);
    house.stop("gw-0");
    house.stop("gw-1");
    Person bobAgain = attending(third, BOB, "laptop");
    assertEquals(ring, bobAgain.hears(UserNews.Ringing.class).ring());
    Person adaAgain = attending(third, ADA, "ada");
    house.stop("presence");
    house.startPresence();
    says(bobAgain, ring, RingAnswer.ACCEPT);
    hearsEnd(adaAgain, ring, RingReason.ACCEPTED, bobAgain.session());
  }

  @Test
  void whoeverIsBackAfterTheEndIsToldOfIt() {
    open();
    Person bob = attending(1, BOB, "laptop");
    Person ada = ada(1);
    RingId ring = rings(ada, "c1", 1);
    Person tablet = attending(1, BOB, "tablet");
    tablet.hears(UserNews.Ringing.class);
    ada.socket().cut();
    tablet.socket().cut();
    says(bob, ring, RingAnswer.ACCEPT);
    hearsEnd(attending(0, ADA, "ada"), ring, RingReason.ACCEPTED, bob.session());
    hearsEnd(attending(0, BOB, "tablet"), ring, RingReason.ACCEPTED, bob.session());
    Person other = attending(0, ADA, "another-page");
    hearsEnd(attending(1, ADA, "ada"), ring, RingReason.ACCEPTED, bob.session());
    assertTrue(other.socket().heardSoFar().isEmpty(), "it has not rung");
  }

  @Test
  void aLostMessageIsToldAgain() {
    List<HeldBus> buses = new ArrayList<>();
    house =
        House.open(
            Map.of(),
            bus -> {
              buses.add(new HeldBus(bus));
              return buses.getLast();
            });
    Person bob = attending(0, BOB, "laptop");
    Person ada = ada(1);
    buses.getFirst().lose(NodeMessage.Rings.class);
    RingId ring = rings(ada, "c1", 1);
    buses.getFirst().lose(null);
    assertEquals(ring, bob.hears(UserNews.Ringing.class).ring());
    buses.getFirst().lose(NodeMessage.Rings.class);
    says(bob, ring, RingAnswer.DECLINE);
    buses.getFirst().lose(null);
    hearsEnd(ada, ring, RingReason.DECLINED, bob.session());
  }

  /** Whoever repeats the ring hears how it ended. */
  private static SessionId endOfRepeated(Person ada, RingId ring) {
    assertEquals(ring, rings(ada, "c1", 1));
    return ada.hears(UserNews.RingEnded.class).by();
  }
}
