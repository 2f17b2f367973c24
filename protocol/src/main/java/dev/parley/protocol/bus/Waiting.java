package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.parley.protocol.Check;
import dev.parley.protocol.Knock;
import dev.parley.protocol.KnockSeat;
import dev.parley.protocol.SessionId;

/** Somebody in the lobby, with what servers alone know. */
public record Waiting(Knock knock, KnockSeat place) {
  public Waiting {
    Check.present("knock", knock);
    Check.present("place", place);
  }

  @JsonIgnore
  public SessionId session() {
    return knock.session();
  }

  /** Whether a gateway holds the socket. */
  @JsonIgnore
  public boolean isThere() {
    return place.until() == null;
  }
}
