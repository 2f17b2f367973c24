package dev.parley.presence.store;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceRequest.Located;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leases of gateways, and where users' sessions are. Every method is one atomic step, may be
 * repeated, and fails its future if the store does not answer.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public interface PresenceStore {

  /**
   * The lease of the node lasts for {@code lapse} from now, by the store's clock. If it had none,
   * sessions still noted for it are forgotten: the node attaches those that it holds.
   */
  Future<Renewal> renew(NodeId node, Duration lapse);

  /**
   * The lease ends now, and the sessions of the node are forgotten.
   *
   * @return the leases that are left
   */
  Future<Leases> release(NodeId node);

  /** The nodes that hold a lease. */
  Future<Leases> leases();

  /**
   * Notes that these sessions are at the node. Of a node without a lease nothing is noted: its next
   * renewal is unknown, and then it attaches them.
   */
  Future<Void> attach(NodeId node, List<Located> sessions);

  /** Forgets that these sessions are at the node. */
  Future<Void> detach(NodeId node, List<Located> sessions);

  /** The sessions of a user at nodes that hold a lease. */
  Future<Map<NodeId, Set<Located>>> locate(UserId user);

  /**
   * A renewed lease.
   *
   * @param known whether the node held a lease until now
   * @param alive the nodes that hold a lease, this one among them
   * @param epoch the store's life: random, set once when absent, so a new one means a lost store
   */
  record Renewal(boolean known, Set<NodeId> alive, Hex64 epoch) {
    public Renewal {
      alive = Set.copyOf(alive);
    }
  }

  /** All leases at one moment. */
  record Leases(Set<NodeId> alive, Hex64 epoch) {
    public Leases {
      alive = Set.copyOf(alive);
    }
  }
}
