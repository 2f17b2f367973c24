package dev.parley.ice.domain;

import dev.parley.protocol.SessionId;
import org.jspecify.annotations.Nullable;

/** One URI of one provider: what is told, and what is probed. */
public record Server(IceProvider provider, IceUri uri) {

  /** Chromium and Firefox never send to this port, so such a row would only cost a time-out. */
  private static final int BLOCKED_PORT = 53;

  /** Whether browsers can reach the server at all. */
  public boolean isUsable() {
    return uri.port() != BLOCKED_PORT;
  }

  /**
   * What opens it; null where nothing is needed.
   *
   * @param expirySeconds when the credentials end, in seconds since 1970
   */
  public @Nullable TurnCredentials credentials(SessionId session, long expirySeconds) {
    TurnAccess access = provider.access();
    return access == null || !uri.kind().relays()
        ? null
        : access.credentials(session, expirySeconds);
  }

  /** Whether what opens it ends. */
  boolean expires() {
    TurnAccess access = provider.access();
    return access != null && uri.kind().relays() && access.expires();
  }

  /** For logs: never what opens it. */
  @Override
  public String toString() {
    return uri + " of " + provider.name();
  }
}
