package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * One person's presence in one room: issued by the server, the same over resumes, public (it is the
 * peer id) and unguessable. Ordered by bytes: of a pair the larger one is the polite peer.
 */
public record SessionId(@JsonValue String value) implements Comparable<SessionId> {
  private static final int RANDOM_BYTES = 16;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SessionId {
    Ids.matching("session", value, Ids.TOKEN_8_64);
  }

  /** A new id of 128 random bits. */
  public static SessionId random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
