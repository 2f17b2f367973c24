package dev.parley.protocol.bus;

import dev.parley.protocol.Check;
import dev.parley.protocol.SessionId;

/** Asks ice-config-service for servers, with credentials for that session. Answer: IceConfig. */
public record IceRequest(SessionId session) {
  public IceRequest {
    Check.present("session", session);
  }
}
