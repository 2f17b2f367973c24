package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What owners and moderators may do. {@code admit} takes a session, or everybody; {@code deny},
 * {@code kick}, {@code ban} and {@code unban} need one; {@code mute} and {@code grant} need one,
 * and take or give the kinds of {@code publish}; {@code role} needs one and a role; {@code key}
 * sets the room key {@code key}, or removes it where there is no value; {@code policy} needs a
 * policy; {@code lock}, {@code unlock} and {@code close} need nothing.
 *
 * @param publish may be absent for {@code mute} alone: then it is the microphone
 */
@JsonTypeName("moderate")
public record Moderate(
    CommandId id,
    Action action,
    @Nullable SessionId session,
    @Nullable String key,
    @Nullable String value,
    Policy.@Nullable Change policy,
    @Nullable List<Publish> publish,
    @Nullable Role role)
    implements ClientFrame.Command, ClientFrame.OfRoom {
  /** What is done. */
  public enum Action {
    @JsonProperty("admit")
    ADMIT,
    @JsonProperty("deny")
    DENY,
    @JsonProperty("kick")
    KICK,
    @JsonProperty("ban")
    BAN,
    @JsonProperty("unban")
    UNBAN,
    @JsonProperty("mute")
    MUTE,
    @JsonProperty("grant")
    GRANT,
    @JsonProperty("role")
    ROLE,
    @JsonProperty("lock")
    LOCK,
    @JsonProperty("unlock")
    UNLOCK,
    @JsonProperty("close")
    CLOSE,
    @JsonProperty("key")
    KEY,
    @JsonProperty("policy")
    POLICY
  }

  public Moderate {
    Check.present("id", id);
    switch (Check.present("action", action)) {
      case DENY, KICK, BAN, UNBAN, MUTE -> Check.present("session", session);
      case GRANT -> {
        Check.present("session", session);
        Check.present("publish", publish);
      }
      case ROLE -> {
        Check.present("session", session);
        Check.present("role", role);
      }
      case KEY -> KeyEntry.checkKey(Check.present("key", key));
      case POLICY -> Check.present("policy", policy);
      case ADMIT, LOCK, UNLOCK, CLOSE -> {}
    }
    if (value != null) {
      KeyEntry.checkValue(value);
    }
    if (publish != null) {
      publish = List.copyOf(Check.atMost("publish", publish, Publish.values().length));
    }
  }

  /** What takes no publish rights and no role. */
  public Moderate(
      CommandId id,
      Action action,
      @Nullable SessionId session,
      @Nullable String key,
      @Nullable String value,
      Policy.@Nullable Change policy) {
    this(id, action, session, key, value, policy, null, null);
  }
}
