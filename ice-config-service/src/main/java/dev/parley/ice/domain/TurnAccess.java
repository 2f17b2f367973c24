package dev.parley.ice.domain;

import dev.parley.protocol.SessionId;
import java.nio.charset.StandardCharsets;

/** What opens the TURN servers of a provider. */
public sealed interface TurnAccess {

  /**
   * What one session shows to the servers.
   *
   * @param expirySeconds when it ends, where it ends at all; in seconds since 1970
   */
  TurnCredentials credentials(SessionId session, long expirySeconds);

  /** Whether the credentials end. */
  boolean expires();

  /** Short-lived credentials, a pair for each session. */
  record Shared(TurnSecrets secrets) implements TurnAccess {
    public Shared {
      if (secrets.isEmpty()) {
        throw new IllegalArgumentException("needs a secret");
      }
    }

    @Override
    public TurnCredentials credentials(SessionId session, long expirySeconds) {
      return TurnCredentials.mint(secrets, session, expirySeconds);
    }

    @Override
    public boolean expires() {
      return true;
    }
  }

  /**
   * One name and password for everybody: whoever was in a room once can use the servers for as long
   * as the operator lets the pair live.
   */
  record Fixed(TurnCredentials pair) implements TurnAccess {
    /** The most that STUN takes (RFC 8489, sections 14.3 and 9.2.2). */
    private static final int MOST_BYTES = 508;

    public Fixed {
      check(pair.username());
      check(pair.password());
    }

    private static void check(String text) {
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes == 0 || bytes > MOST_BYTES) {
        throw new IllegalArgumentException("needs a name and a password of 1 to 508 bytes");
      }
    }

    @Override
    public TurnCredentials credentials(SessionId session, long expirySeconds) {
      return pair;
    }

    @Override
    public boolean expires() {
      return false;
    }
  }
}
