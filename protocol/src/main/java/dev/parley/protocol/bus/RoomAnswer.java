package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ErrorCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What room-service answers. {@code epoch} names the store's life: a new one means a lost store.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface RoomAnswer {
  /**
   * The command is carried out, or had been before.
   *
   * @param session whom it was about; a repeated join answers the session of the first
   * @param state the room after it; null when that was its end
   * @param offers which offer of a join went to whom
   * @param previous where the session was before a resume, when that was another node
   */
  @JsonTypeName("accepted")
  record Accepted(
      Hex64 epoch,
      SessionId session,
      @Nullable RoomState state,
      Map<CommandId, SessionId> offers,
      @Nullable NodeId previous)
      implements RoomAnswer {
    public Accepted {
      Check.present("epoch", epoch);
      offers = Map.copyOf(offers);
    }
  }

  /**
   * The rules say no; nothing changed.
   *
   * @param state the room as it is; null when there is none
   */
  @JsonTypeName("refused")
  record Refused(Hex64 epoch, ErrorCode code, @Nullable RoomState state) implements RoomAnswer {
    public Refused {
      Check.present("epoch", epoch);
      Check.present("code", code);
    }
  }

  /**
   * The room as it is.
   *
   * @param state null when there is no such room
   * @param changes what was missed, where that was asked and the log holds it
   */
  @JsonTypeName("loaded")
  record Loaded(Hex64 epoch, @Nullable RoomState state, @Nullable RoomChanges changes)
      implements RoomAnswer {
    public Loaded {
      Check.present("epoch", epoch);
    }
  }

  /** Where the rooms stand; one that does not exist is absent. */
  @JsonTypeName("heads")
  record Heads(Hex64 epoch, Map<RoomName, Head> heads) implements RoomAnswer {
    public Heads {
      Check.present("epoch", epoch);
      heads = Map.copyOf(heads);
    }
  }

  /** The service or its store cannot answer just now; whether a command was applied is unknown. */
  @JsonTypeName("unavailable")
  record Unavailable() implements RoomAnswer {}
}
