package dev.parley.presence.store;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceRequest.Attach;
import dev.parley.protocol.bus.PresenceRequest.Located;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The leases of gateways, where the sessions of users are, and what of a user others see. Every
 * method is one atomic step, and those that change users answer with the users that have changed,
 * each at a new revision. A future fails if the store does not answer; then it is unknown whether
 * the step was carried out.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public interface PresenceStore {

  /** The node holds a lease until {@code lapse} from now. */
  Future<Renewal> renew(NodeId node, Duration lapse);

  /** The lease ends now, and the sessions of the node are forgotten. */
  Future<Left> release(NodeId node);

  /** The nodes that hold a lease. */
  Future<Leases> leases();

  /**
   * Forgets the sessions of nodes whose lease has lapsed; until then their users stay as they are.
   */
  Future<Map<UserId, Presence>> bury();

  /**
   * Notes what a node says of its sessions. Nothing is noted of a step that is not above the last
   * one, nor of a node without a lease: its next renewal is unknown, and then it says all anew.
   */
  Future<Map<UserId, Presence>> attach(Attach attach);

  /** Those of the users that are not at these revisions; of whom nothing is known is at 0. */
  Future<Map<UserId, Presence>> look(Map<UserId, Long> known);

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

  /** What is left after a lease has ended, and whose presence that has changed. */
  record Left(Leases leases, Map<UserId, Presence> changed) {
    public Left {
      changed = Map.copyOf(changed);
    }
  }
}
