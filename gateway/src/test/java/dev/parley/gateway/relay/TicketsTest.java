package dev.parley.gateway.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Grant;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.TokenId;
import dev.parley.protocol.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {
  private static final byte[] OLD = new byte[Tickets.KEY_BYTES];
  private static final byte[] NEW = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);

  private final Tickets tickets = new Tickets(List.of(OLD));
  private final Ticket ticket =
      new Ticket(
          new SessionId("Vb1nC4wq0ZtYx8s2Lk9dGA"),
          new InstanceId("fQ2mS9aK1xTz"),
          new RoomName("team-lunch"),
          new Grant(
              new UserId("ada"), Role.OBSERVER, List.of(), new TokenId("t-1"), 1_795_354_200_000L),
          Hex64.of("00000000000000aa"),
          7_200_000,
          1_000,
          3_000);

  @Test
  void whatIsSealedOpensAgain() {
    assertEquals(ticket, tickets.open(tickets.seal(ticket)));
  }

  @Test
  void twoSealsOfOneTicketDiffer() {
    assertNotEquals(tickets.seal(ticket), tickets.seal(ticket));
  }

  @Test
  void aSealedTicketShowsNothingOfItsSession() {
    assertFalse(tickets.seal(ticket).contains("Vb1n"));
  }

  @Test
  void everyChangedCharacterSpoilsIt() {
    String sealed = tickets.seal(ticket);
    for (int at = 0; at < sealed.length() - 1; at++) {
      char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
      String forged = sealed.substring(0, at) + other + sealed.substring(at + 1);
      assertNull(tickets.open(forged), forged);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.", "1..", "1.k1.q83vEg", "2.66687aad.AAAA", "1.66687aad.%%"})
  void whatIsNoTicketOpensNothing(String text) {
    assertNull(tickets.open(text));
  }

  @Test
  void aTicketOfAnotherKeyOpensNothing() {
    assertNull(new Tickets(List.of()).open(tickets.seal(ticket)));
  }

  @Test
  void aTicketLivesOnWhileItsKeyIsRotated() {
    Tickets rotated = new Tickets(List.of(NEW, OLD));
    assertEquals(ticket, rotated.open(tickets.seal(ticket)));
    assertNull(tickets.open(rotated.seal(ticket)));
  }

  @Test
  void aShortKeyIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Tickets(List.of(new byte[16])));
  }

  @Test
  void aTicketEndsAtItsMoment() {
    assertFalse(ticket.isExpired(7_199_999));
    assertTrue(ticket.isExpired(7_200_000));
  }

  @Test
  void iceIsWantedFromHalfOfItsLife() {
    assertFalse(ticket.wantsIce(1_999));
    assertTrue(ticket.wantsIce(2_000));
    assertFalse(ticket.withIce(0, 0).wantsIce(Long.MAX_VALUE));
  }
}
