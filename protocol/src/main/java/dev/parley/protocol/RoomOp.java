package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * One change of a room; every op is one revision. An op carries the whole new entry, so applying it
 * is putting it. {@code seat}, {@code tombstone}, {@code place} and {@code mark} travel between
 * servers only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
public sealed interface RoomOp {
  /** The op as clients may see it. */
  RoomOp forClients();

  /** Why a member went. */
  enum Reason {
    @JsonProperty("left")
    LEFT,
    @JsonProperty("kicked")
    KICKED,
    @JsonProperty("expired")
    EXPIRED,
    @JsonProperty("banned")
    BANNED,
    @JsonProperty("closed")
    CLOSED
  }

  /** Somebody came. */
  @JsonTypeName("add")
  record Add(Member member, @Nullable Seat seat) implements RoomOp {
    public Add {
      Check.present("member", member);
    }

    @Override
    public RoomOp forClients() {
      return new Add(member, null);
    }
  }

  /** Somebody came in place of an older session of theirs (a reload, or a join after expiry). */
  @JsonTypeName("replace")
  record Replace(SessionId replaces, Member member, @Nullable Seat seat) implements RoomOp {
    public Replace {
      Check.present("replaces", replaces);
      Check.present("member", member);
    }

    @Override
    public RoomOp forClients() {
      return new Replace(replaces, member, null);
    }
  }

  /** The profile or the role of a member changed. */
  @JsonTypeName("update")
  record Update(Member member, @Nullable Seat seat) implements RoomOp {
    public Update {
      Check.present("member", member);
    }

    @Override
    public RoomOp forClients() {
      return new Update(member, null);
    }
  }

  /** A member lost its socket, and may resume until {@code member.until}. */
  @JsonTypeName("away")
  record Away(Member member, @Nullable Seat seat) implements RoomOp {
    public Away {
      Check.present("member", member);
    }

    @Override
    public RoomOp forClients() {
      return new Away(member, null);
    }
  }

  /** A member has a socket again, perhaps on another node. */
  @JsonTypeName("up")
  record Up(Member member, @Nullable Seat seat) implements RoomOp {
    public Up {
      Check.present("member", member);
    }

    @Override
    public RoomOp forClients() {
      return new Up(member, null);
    }
  }

  /** A member went for good. */
  @JsonTypeName("remove")
  record Remove(SessionId session, Reason reason, @Nullable Tombstone tombstone) implements RoomOp {
    public Remove {
      Check.present("session", session);
      Check.present("reason", reason);
    }

    @Override
    public RoomOp forClients() {
      return new Remove(session, reason, null);
    }
  }

  /** A room key was set, or removed where {@code entry} is absent. */
  @JsonTypeName("key")
  record Key(String key, @Nullable KeyEntry entry) implements RoomOp {
    public Key {
      KeyEntry.checkKey(key);
    }

    @Override
    public RoomOp forClients() {
      return this;
    }
  }

  /** The rules of the room changed. */
  @JsonTypeName("policy")
  record SetPolicy(Policy policy) implements RoomOp {
    public SetPolicy {
      Check.present("policy", policy);
    }

    @Override
    public RoomOp forClients() {
      return this;
    }
  }

  /** Somebody came to the lobby; gone from it, admitted or not, where {@code knock} is absent. */
  @JsonTypeName("lobby")
  record Lobby(SessionId session, @Nullable Knock knock, @Nullable KnockSeat place)
      implements RoomOp {
    public Lobby {
      Check.present("session", session);
      if (knock != null && !knock.session().equals(session)) {
        throw new IllegalArgumentException("knock must be of the session");
      }
    }

    /** Somebody is in the lobby no more. */
    public static Lobby gone(SessionId session) {
      return new Lobby(session, null, null);
    }

    @Override
    public RoomOp forClients() {
      return new Lobby(session, knock, null);
    }
  }

  /** Somebody was banned; may come again where {@code ban} is absent. */
  @JsonTypeName("ban")
  record SetBan(SessionId session, @Nullable Ban ban, @Nullable BanMark mark) implements RoomOp {
    public SetBan {
      Check.present("session", session);
      if (ban != null && !ban.session().equals(session)) {
        throw new IllegalArgumentException("ban must be of the session");
      }
    }

    /** A ban is no more. */
    public static SetBan lifted(SessionId session) {
      return new SetBan(session, null, null);
    }

    @Override
    public RoomOp forClients() {
      return new SetBan(session, ban, null);
    }
  }
}
