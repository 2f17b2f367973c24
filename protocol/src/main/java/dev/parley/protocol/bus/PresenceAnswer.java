package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import java.util.Map;
import java.util.Set;

/** What presence-service answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface PresenceAnswer {
  /**
   * The lease holds from now on.
   *
   * @param known whether the lease was held until now; if not, the gateway attaches its sessions
   *     anew
   * @param alive the gateways that hold a lease, the asking one among them; after a release the
   *     others
   * @param epoch the store's life
   */
  @JsonTypeName("renewed")
  record Renewed(boolean known, Set<NodeId> alive, Hex64 epoch) implements PresenceAnswer {
    public Renewed {
      alive = Set.copyOf(alive);
    }
  }

  /** Done. */
  @JsonTypeName("noted")
  record Noted() implements PresenceAnswer {}

  /** Each session of the user, with the gateway that holds it. */
  @JsonTypeName("sessions")
  record Sessions(Map<NodeId, Set<PresenceRequest.Located>> sessions) implements PresenceAnswer {}

  /**
   * Who lives.
   *
   * @param alive the gateways that hold a lease
   * @param certain whether the store has answered for 5 s without a break; if not, nobody may be
   *     judged dead
   */
  @JsonTypeName("leases")
  record Leases(Set<NodeId> alive, boolean certain, Hex64 epoch) implements PresenceAnswer {}

  /** The service or its store cannot answer just now. */
  @JsonTypeName("unavailable")
  record Unavailable() implements PresenceAnswer {}
}
