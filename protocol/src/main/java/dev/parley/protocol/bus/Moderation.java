package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an owner or a moderator does to the room, or to somebody in it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
public sealed interface Moderation {
  /** What is done to one session: never by a moderator to an owner. */
  sealed interface OfMember extends Moderation {
    SessionId target();
  }

  /** What changes which kinds a member may send. */
  sealed interface OfRights extends OfMember {
    List<Publish> kinds();
  }

  /** Removes a member; the session and its page stay out. */
  @JsonTypeName("kick")
  record Kick(SessionId target) implements OfMember {
    public Kick {
      Check.present("target", target);
    }
  }

  /** Removes a member, or somebody in the lobby; the person stays out, by any page. */
  @JsonTypeName("ban")
  record Ban(SessionId target) implements OfMember {
    public Ban {
      Check.present("target", target);
    }
  }

  /** Lifts the ban that the session names. */
  @JsonTypeName("unban")
  record Unban(SessionId target) implements Moderation {
    public Unban {
      Check.present("target", target);
    }
  }

  /** Takes from a member the right to send these kinds. */
  @JsonTypeName("mute")
  record Mute(SessionId target, List<Publish> kinds) implements OfRights {
    public Mute {
      Check.present("target", target);
      kinds = List.copyOf(kinds);
    }
  }

  /** Gives a member the right to send these kinds. */
  @JsonTypeName("allow")
  record Allow(SessionId target, List<Publish> kinds) implements OfRights {
    public Allow {
      Check.present("target", target);
      kinds = List.copyOf(kinds);
    }
  }

  /** Gives a member another role. */
  @JsonTypeName("role")
  record SetRole(SessionId target, Role role) implements OfMember {
    public SetRole {
      Check.present("target", target);
      Check.present("role", role);
    }
  }

  /**
   * Lets somebody in from the lobby.
   *
   * @param target null: everybody who waits, in order, as far as there is room
   */
  @JsonTypeName("admit")
  record Admit(@Nullable SessionId target) implements Moderation {}

  /** Sends somebody away from the lobby. */
  @JsonTypeName("deny")
  record Deny(SessionId target) implements Moderation {
    public Deny {
      Check.present("target", target);
    }
  }

  /** Sets a room key, or removes it where there is no value. */
  @JsonTypeName("key")
  record SetKey(String key, @Nullable String value) implements Moderation {
    public SetKey {
      KeyEntry.checkKey(key);
    }
  }

  /** Changes the rules of the room. */
  @JsonTypeName("policy")
  record SetPolicy(Policy.Change change) implements Moderation {
    public SetPolicy {
      Check.present("change", change);
    }
  }

  /** Ends the room for everybody. */
  @JsonTypeName("close")
  record Close() implements Moderation {}
}
