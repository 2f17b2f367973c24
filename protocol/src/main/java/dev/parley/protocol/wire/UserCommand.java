package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Limits;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of a session whose user is known, in a room or not. */
public sealed interface UserCommand extends ClientFrame.Command {
  /**
   * Whom the session watches, and what others see of its user.
   *
   * @param watch users whose presence is told from now on
   * @param unwatch users of whom no more is told; one that is in both lists is watched
   * @param status absent: as it is
   */
  @JsonTypeName("presence")
  record Presence(CommandId id, List<UserId> watch, List<UserId> unwatch, @Nullable Values status)
      implements UserCommand {
    public Presence {
      Check.present("id", id);
      watch = users("watch", watch);
      unwatch = users("unwatch", unwatch);
      if (status != null) {
        status.within("status", Limits.STATUS);
      }
    }

    private static List<UserId> users(String field, @Nullable List<UserId> users) {
      return users == null ? List.of() : List.copyOf(Check.atMost(field, users, Limits.WATCHES));
    }
  }

  /**
   * Rings all sessions of a user, to meet in a room.
   *
   * @param values what they are told with it, at most 256 bytes
   */
  @JsonTypeName("ring")
  record Ring(CommandId id, UserId user, RoomName room, Values values) implements UserCommand {
    public Ring {
      Check.present("id", id);
      Check.present("user", user);
      Check.present("room", room);
      values = values == null ? Values.NONE : values.within("values", Limits.STATUS);
    }
  }

  /** Answers a ring. */
  @JsonTypeName("answer")
  record Answer(CommandId id, RingId ring, RingAnswer answer) implements UserCommand {
    public Answer {
      Check.present("id", id);
      Check.present("ring", ring);
      Check.present("answer", answer);
    }
  }

  /** Gives a ring up that this user began. */
  @JsonTypeName("cancel")
  record Cancel(CommandId id, RingId ring) implements UserCommand {
    public Cancel {
      Check.present("id", id);
      Check.present("ring", ring);
    }
  }
}
