package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a gateway hears on its own address: one way, best effort, perhaps doubled or late. */
public sealed interface NodeMessage {
  /** A message in JSON; the others carry a frame as bytes. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Structured extends NodeMessage {}

  /** Ops of a room that this node hosts. */
  @JsonTypeName("ops")
  record Ops(RoomName room, RoomChanges changes) implements Structured {
    public Ops {
      Check.present("room", room);
      Check.present("changes", changes);
    }
  }

  /** The session has a newer socket elsewhere: an older one here is to be closed. */
  @JsonTypeName("fence")
  record Fence(RoomName room, SessionId session, long generation) implements Structured {
    public Fence {
      Check.present("room", room);
      Check.present("session", session);
    }
  }

  /** Which ICE servers there are has changed: clients are to be told anew. */
  @JsonTypeName("ice-changed")
  record IceChanged() implements Structured {}

  /** What presence-service tells every gateway of users. */
  sealed interface AboutUsers extends Structured {}

  /** These users have changed; of two presences of a user the one with the higher rev counts. */
  @JsonTypeName("presences")
  record Presences(Map<UserId, Presence> users) implements AboutUsers {
    public Presences {
      users = Map.copyOf(Check.present("users", users));
    }
  }

  /** These rings are under way, or ended lately. Told more than once. */
  @JsonTypeName("rings")
  record Rings(List<Ring> rings) implements AboutUsers {
    public Rings {
      rings = List.copyOf(Check.present("rings", rings));
    }
  }

  /** What gateways say of themselves to each other; the rest is about rooms. */
  sealed interface AboutGateway extends Structured {
    /** Who says it. */
    NodeId node();
  }

  /** That gateway is about to go: nobody is to be sent there. Repeated until it has gone. */
  @JsonTypeName("draining")
  record Draining(NodeId node) implements AboutGateway {
    public Draining {
      Check.present("node", node);
    }
  }

  /** That gateway asks whether this one is there. Answer: hailed. */
  @JsonTypeName("hail")
  record Hail(NodeId node) implements AboutGateway {
    public Hail {
      Check.present("node", node);
    }
  }

  /**
   * That gateway is there.
   *
   * @param ready whether it takes sockets
   */
  @JsonTypeName("hailed")
  record Hailed(NodeId node, boolean ready) implements AboutGateway {
    public Hailed {
      Check.present("node", node);
    }
  }

  /**
   * That node holds the session's socket, of that generation, and the store may not know it. Told
   * to every gateway, again each second until it does; the highest generation counts.
   */
  @JsonTypeName("moved")
  record Moved(RoomName room, SessionId session, long generation, NodeId node)
      implements Structured {
    public Moved {
      Check.present("room", room);
      Check.present("session", session);
      Check.count("generation", generation);
      Check.present("node", node);
    }
  }

  /** That node needs the room while the store does not answer: whoever has a replica sends it. */
  @JsonTypeName("wanted")
  record Wanted(RoomName room, NodeId node) implements Structured {
    public Wanted {
      Check.present("room", room);
      Check.present("node", node);
    }
  }

  /**
   * A room as another gateway has it.
   *
   * @param epoch the life of the store that the room was last seen in
   */
  @JsonTypeName("replica")
  record Replica(Hex64 epoch, RoomState state) implements Structured {
    public Replica {
      Check.present("epoch", epoch);
      Check.present("state", state);
    }
  }

  /**
   * A frame ready to be written to one session, or to all of a room on this node but the sender.
   *
   * @param to null: everybody in the room
   * @param frame a server frame, encoded
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
  record Relayed(RoomName room, SessionId from, @Nullable SessionId to, byte[] frame)
      implements NodeMessage {
    public Relayed {
      Check.present("room", room);
      Check.present("from", from);
      Check.present("frame", frame);
    }
  }
}
