package dev.parley.protocol.wire;

import dev.parley.protocol.Check;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;

/** Who rings, and by which session. */
public record Caller(UserId user, SessionId session) {
  public Caller {
    Check.present("user", user);
    Check.present("session", session);
  }
}
