package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.Caller;
import dev.parley.protocol.wire.RingReason;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One user rings another, to meet in a room.
 *
 * @param page of the caller: whichever of its sessions lives hears how it ends
 * @param until when it ends by itself (ms since 1970, the store's clock)
 * @param rev from 1, one more at each change
 * @param busy the sessions that said so
 * @param end null while it rings
 */
public record Ring(
    RingId id,
    Caller from,
    InstanceId page,
    UserId to,
    RoomName room,
    Values values,
    long until,
    long rev,
    Set<SessionId> busy,
    @Nullable End end) {
  public Ring {
    Check.present("id", id);
    Check.present("from", from);
    Check.present("page", page);
    Check.present("to", to);
    Check.present("room", room);
    Check.present("values", values).within("values", Limits.STATUS);
    Check.whole("until", until);
    Check.count("rev", rev);
    busy = Set.copyOf(Check.present("busy", busy));
  }

  /**
   * How a ring ended.
   *
   * @param at when (ms since 1970, the store's clock)
   * @param by whose word ended it; null when nobody's did
   */
  public record End(RingReason reason, long at, @Nullable Word by) {
    public End {
      Check.present("reason", reason);
      Check.whole("at", at);
    }
  }

  /** A command of a session: who said it, and by what a repetition is known. */
  public record Word(UserId user, SessionId session, InstanceId instance, CommandId id) {
    public Word {
      Check.present("user", user);
      Check.present("session", session);
      Check.present("instance", instance);
      Check.present("id", id);
    }

    /** Whether it is the same command, perhaps said by a later session of the page. */
    public boolean repeats(Word other) {
      return user.equals(other.user) && instance.equals(other.instance) && id.equals(other.id);
    }
  }

  @JsonIgnore
  public boolean isOpen() {
    return end == null;
  }

  /** The session that ended it; null while it rings, or when nobody did. */
  @JsonIgnore
  public @Nullable SessionId endedBy() {
    Word by = end == null ? null : end.by();
    return by == null ? null : by.session();
  }

  public Ring ended(End now) {
    return new Ring(id, from, page, to, room, values, until, rev + 1, busy, now);
  }

  public Ring busyAt(SessionId session) {
    Set<SessionId> more = new HashSet<>(busy);
    more.add(session);
    return new Ring(id, from, page, to, room, values, until, rev + 1, more, null);
  }
}
