package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.Grant;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What room-service is asked; any instance may serve any room. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface RoomRequest {
  /** A change of one room, carried out in one atomic step. Answer: accepted or refused. */
  sealed interface Command extends RoomRequest {
    RoomName room();
  }

  /** A command about one session of the room. */
  sealed interface SessionCommand extends Command {
    SessionId session();
  }

  /**
   * A command that a member of the room gives; repeated with the same id, it is carried out once.
   */
  sealed interface MemberCommand extends SessionCommand {
    CommandId id();

    /** The generation of the socket that it came by; an older one than the seat's is refused. */
    long generation();
  }

  /**
   * A person comes. Repeated (same instance and id), it answers the same.
   *
   * @param session the id that a new entry takes; a repeated join keeps the one it has
   * @param grant what the gateway has made sure of
   * @param replaces an older session of the same person, from an authentic ticket
   * @param offers ids of the offers to hand out
   */
  @JsonTypeName("join")
  record Join(
      RoomName room,
      SessionId session,
      InstanceId instance,
      CommandId id,
      long generation,
      NodeId node,
      Grant grant,
      Values profile,
      List<String> capabilities,
      @Nullable SessionId replaces,
      List<CommandId> offers)
      implements SessionCommand {
    public Join {
      Check.present("grant", grant);
      Check.present("profile", profile);
      capabilities = List.copyOf(capabilities);
      offers = List.copyOf(offers);
    }
  }

  /** A session has a new socket at that node. */
  @JsonTypeName("resume")
  record Resume(RoomName room, SessionId session, InstanceId instance, long generation, NodeId node)
      implements SessionCommand {}

  /** A gateway that holds a live socket of the session objects to its being away. */
  @JsonTypeName("up")
  record Up(RoomName room, SessionId session, long generation, NodeId node)
      implements SessionCommand {}

  /**
   * The socket of the session, of that generation and at that node, is closed.
   *
   * @param hold ms for which the entry stays; null: as long as the service's settings say
   */
  @JsonTypeName("away")
  record Away(RoomName room, SessionId session, long generation, NodeId node, @Nullable Long hold)
      implements SessionCommand {}

  /** The person left. */
  @JsonTypeName("leave")
  record Leave(RoomName room, SessionId session, long generation) implements SessionCommand {}

  /** The session changes its profile. */
  @JsonTypeName("update")
  record Update(
      RoomName room,
      SessionId session,
      CommandId id,
      long generation,
      Values set,
      List<String> unset)
      implements MemberCommand {
    public Update {
      unset = List.copyOf(unset);
    }
  }

  /** The session does what owners and moderators may do. */
  @JsonTypeName("moderate")
  record Moderate(RoomName room, SessionId session, CommandId id, long generation, Moderation what)
      implements MemberCommand {
    public Moderate {
      Check.present("what", what);
    }
  }

  /**
   * A gateway has the room otherwise than the store, which has lost it, or writes of it: what both
   * know becomes one room, under a new incarnation where the gateway has the higher revision.
   * Repeated, it changes nothing. Answer: loaded, with the room as it is then.
   *
   * @param state all that the gateway knows of the room
   * @param node the gateway; those that are up there by that state are up, others have to be
   *     claimed by their own
   * @param proven whether the gateway has seen the store behind that state within its incarnation:
   *     though the store may have gone on from there since, and beyond it
   */
  @JsonTypeName("restore")
  record Restore(RoomName room, RoomState state, NodeId node, boolean proven) implements Command {
    public Restore {
      Check.present("node", node);
      Check.count("rev", Check.present("state", state).rev());
      if (!state.id().equals(room)) {
        throw new IllegalArgumentException("state must be of the room");
      }
    }
  }

  /** The room as it is. Answer: loaded. */
  @JsonTypeName("load")
  record Load(RoomName room) implements RoomRequest {}

  /**
   * What somebody misses who has that revision. Answer: loaded, with the changes where the log
   * still holds them.
   */
  @JsonTypeName("since")
  record Since(RoomName room, Hex64 incarnation, long rev) implements RoomRequest {}

  /** Where these rooms stand. Answer: heads. */
  @JsonTypeName("heads")
  record Heads(List<RoomName> rooms) implements RoomRequest {
    public Heads {
      rooms = List.copyOf(rooms);
    }
  }
}
