package dev.parley.gateway.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.protocol.Grant;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import java.util.List;

/** Judges bytes as the text of a ticket, under a key that has sealed one ticket. */
public final class TicketInputs {
  private static final Tickets TICKETS = new Tickets(List.of(new byte[Tickets.KEY_BYTES]));
  private static final Ticket SEALED =
      new Ticket(
          new SessionId("session-1"),
          new InstanceId("instance-1"),
          new RoomName("team-lunch"),
          Grant.OPEN,
          new Hex64(1),
          2,
          3,
          4);

  private TicketInputs() {}

  /** A text that opens. */
  public static byte[] seed() {
    return TICKETS.seal(SEALED).getBytes(US_ASCII);
  }

  /**
   * Whether the text opens.
   *
   * @throws AssertionError if it opens as another ticket than the sealed one: a forgery
   */
  public static boolean judge(byte[] input) {
    Ticket opened = TICKETS.open(new String(input, ISO_8859_1));
    if (opened != null && !opened.equals(SEALED)) {
      throw new AssertionError("forged: " + opened);
    }
    return opened != null;
  }
}
