package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import java.util.List;

/** What presence-service is asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface PresenceRequest {
  /** A gateway lives. Answer: renewed. */
  @JsonTypeName("renew")
  record Renew(NodeId node) implements PresenceRequest {}

  /** A gateway goes, in order: its lease ends now. Answer: renewed, with known = false. */
  @JsonTypeName("release")
  record Release(NodeId node) implements PresenceRequest {}

  /** These sessions are at that node now. Answer: noted. */
  @JsonTypeName("attach")
  record Attach(NodeId node, List<Located> sessions) implements PresenceRequest {
    public Attach {
      sessions = List.copyOf(sessions);
    }
  }

  /** These sessions are not at that node any more. Answer: noted. */
  @JsonTypeName("detach")
  record Detach(NodeId node, List<Located> sessions) implements PresenceRequest {
    public Detach {
      sessions = List.copyOf(sessions);
    }
  }

  /** Which sessions has this user? Answer: sessions. */
  @JsonTypeName("locate")
  record Locate(UserId user) implements PresenceRequest {}

  /** Which gateways live? Answer: leases. */
  @JsonTypeName("leases")
  record Leases() implements PresenceRequest {}

  /** One session of a user. */
  record Located(UserId user, SessionId session, RoomName room) {}
}
