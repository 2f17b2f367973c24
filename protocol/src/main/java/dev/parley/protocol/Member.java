package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the roster, as everybody in the room sees it.
 *
 * @param user who it is, where the application has said so
 * @param publish what it may send to the others; null for all kinds
 * @param until when away: the moment (ms since 1970, the store's clock) at which the entry goes
 * @param profile what the session tells about itself, at most 512 bytes: {@code name}, {@code mic},
 *     {@code camera}, …; the server reads none of it
 * @param capabilities optional behaviour that the session's software knows
 * @param since when it joined (ms since 1970, the store's clock)
 * @param tag 64 random bits, new at each change of the entry, part of the room's digest
 */
public record Member(
    SessionId session,
    @Nullable UserId user,
    Role role,
    @Nullable List<Publish> publish,
    State state,
    @Nullable Long until,
    Values profile,
    List<String> capabilities,
    long since,
    Hex64 tag) {
  private static final Pattern CAPABILITY = Pattern.compile("[a-z0-9-]{1,32}");

  /** Whether the session holds a socket. Its media may flow all the same when it is away. */
  public enum State {
    @JsonProperty("up")
    UP,
    @JsonProperty("away")
    AWAY
  }

  public Member {
    Check.present("session", session);
    Check.present("role", role);
    publish = Publish.normal(publish);
    Check.present("state", state);
    Check.present("profile", profile).within("profile", Limits.PROFILE);
    capabilities = checkCapabilities(capabilities);
    Check.whole("since", since);
    Check.present("tag", tag);
    if ((state == State.AWAY) != (until != null)) {
      throw new IllegalArgumentException("until goes with the state away");
    }
    if (until != null) {
      Check.whole("until", until);
    }
  }

  /**
   * Refuses what are no capabilities.
   *
   * @throws IllegalArgumentException if they are missing, more than 16, or one is no capability
   */
  public static List<String> checkCapabilities(List<String> names) {
    Check.atMost("capabilities", Check.present("capabilities", names), Limits.CAPABILITIES);
    names.forEach(name -> Ids.matching("capability", name, CAPABILITY));
    return List.copyOf(names);
  }

  public Member up(Hex64 newTag) {
    return with(role, publish, State.UP, null, profile, newTag);
  }

  public Member away(long deadline, Hex64 newTag) {
    return with(role, publish, State.AWAY, deadline, profile, newTag);
  }

  public Member withProfile(Values next, Hex64 newTag) {
    return with(role, publish, state, until, next, newTag);
  }

  public Member withRole(Role next, Hex64 newTag) {
    return with(next, publish, state, until, profile, newTag);
  }

  public Member withPublish(@Nullable List<Publish> next, Hex64 newTag) {
    return with(role, next, state, until, profile, newTag);
  }

  private Member with(
      Role nextRole,
      @Nullable List<Publish> nextPublish,
      State nextState,
      @Nullable Long nextUntil,
      Values nextProfile,
      Hex64 newTag) {
    return new Member(
        session,
        user,
        nextRole,
        nextPublish,
        nextState,
        nextUntil,
        nextProfile,
        capabilities,
        since,
        newTag);
  }
}
