package dev.parley.protocol.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.parley.protocol.Check;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.wire.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What presence-service answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface PresenceAnswer {
  /** What is about users; the rest is about leases. */
  sealed interface AboutUsers extends PresenceAnswer {}

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

  /**
   * Done.
   *
   * @param rings of users whose sessions came, under way or ended lately
   */
  @JsonTypeName("noted")
  record Noted(List<Ring> rings) implements AboutUsers {
    public Noted {
      rings = List.copyOf(Check.present("rings", rings));
    }
  }

  /**
   * The ring, as it is now.
   *
   * @param sessions how many of the user that is rung attend
   */
  @JsonTypeName("rung")
  record Rung(Ring ring, int sessions) implements AboutUsers {
    public Rung {
      Check.present("ring", ring);
    }
  }

  /** That cannot be done. */
  @JsonTypeName("refused")
  record Refused(ErrorCode code) implements AboutUsers {
    public Refused {
      Check.present("code", code);
    }
  }

  /** Users as they are now. */
  @JsonTypeName("presences")
  record Presences(Map<UserId, Presence> users) implements AboutUsers {
    public Presences {
      users = Map.copyOf(Check.present("users", users));
    }
  }

  /** Each session of the user, with the gateway that holds it. */
  @JsonTypeName("sessions")
  record Sessions(Map<NodeId, Set<PresenceRequest.Located>> sessions) implements AboutUsers {}

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
