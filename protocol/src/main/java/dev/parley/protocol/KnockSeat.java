package dev.parley.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What servers alone know of somebody in the lobby: where the socket is, and all that makes a
 * member of it.
 *
 * @param until when the socket is gone: the moment (ms since 1970, the store's clock) at which the
 *     place in the lobby goes too
 */
public record KnockSeat(Seat seat, List<String> capabilities, Grant grant, @Nullable Long until) {
  public KnockSeat {
    Check.present("seat", seat);
    capabilities = Member.checkCapabilities(capabilities);
    Check.present("grant", grant);
    if (until != null) {
      Check.whole("until", until);
    }
  }

  /** The same place, its socket now at that node. */
  public KnockSeat movedTo(NodeId node, long generation) {
    return new KnockSeat(seat.movedTo(node, generation), capabilities, grant, null);
  }

  /** The same place, kept until then. */
  public KnockSeat away(long deadline) {
    return new KnockSeat(seat, capabilities, grant, deadline);
  }
}
