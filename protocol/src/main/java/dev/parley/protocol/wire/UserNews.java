package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session is told of users: its own, and others. */
public sealed interface UserNews extends ServerFrame {
  /**
   * The answer to {@code attend}.
   *
   * @param session as which others see it ring; another one than in a room
   */
  @JsonTypeName("attending")
  record Attending(
      CommandId id,
      SessionId session,
      UserId user,
      Heartbeat heartbeat,
      SessionLimits limits,
      NodeId node,
      List<String> capabilities)
      implements UserNews {
    public Attending {
      Check.present("id", id);
      Check.present("session", session);
      Check.present("user", user);
      Check.present("heartbeat", heartbeat);
      Check.present("limits", limits);
      Check.present("node", node);
      capabilities = Member.checkCapabilities(capabilities);
    }
  }

  /** How users are now whom the session watches. */
  @JsonTypeName("presence")
  record Presences(Map<UserId, Presence> users) implements UserNews {
    public Presences {
      users = Map.copyOf(Check.present("users", users));
    }
  }

  /**
   * The answer to {@code ring}.
   *
   * @param until when it ends by itself (ms since 1970)
   * @param sessions how many sessions of the user ring
   */
  @JsonTypeName("rung")
  record Rung(CommandId id, RingId ring, long until, int sessions) implements UserNews {
    public Rung {
      Check.present("id", id);
      Check.present("ring", ring);
      Check.whole("until", until);
      Check.whole("sessions", (long) sessions);
    }
  }

  /**
   * Somebody rings this session's user.
   *
   * @param until when it ends by itself (ms since 1970)
   */
  @JsonTypeName("ringing")
  record Ringing(RingId ring, Caller from, RoomName room, Values values, long until)
      implements UserNews {
    public Ringing {
      Check.present("ring", ring);
      Check.present("from", from);
      Check.present("room", room);
      Check.present("values", values).within("values", Limits.STATUS);
      Check.whole("until", until);
    }
  }

  /**
   * A ring is over, for who rang and for all who heard it.
   *
   * @param by the session whose word ended it; absent where nobody's did
   */
  @JsonTypeName("ring-ended")
  record RingEnded(RingId ring, RingReason reason, @Nullable SessionId by) implements UserNews {
    public RingEnded {
      Check.present("ring", ring);
      Check.present("reason", reason);
    }
  }
}
