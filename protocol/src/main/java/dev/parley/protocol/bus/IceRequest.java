package dev.parley.protocol.bus;

import dev.parley.protocol.Check;
import dev.parley.protocol.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Asks ice-config-service for servers, with credentials for that session. Answer: IceConfig.
 *
 * @param region whose servers are preferred; null: no region's
 */
public record IceRequest(SessionId session, @Nullable String region) {
  public IceRequest {
    Check.present("session", session);
  }
}
