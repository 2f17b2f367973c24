package dev.parley.presence.store;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.PresenceRequest.Attach;
import dev.parley.protocol.bus.PresenceRequest.Located;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leases and users in the memory of one process; it ends with the process.
 *
 * <p><em>Threading:</em> one lock, held for memory accesses alone.
 */
public final class MemoryPresenceStore implements PresenceStore {

  private final Hex64 epoch;
  private final LongSupplier clock;
  private final Map<NodeId, Lease> leases = new HashMap<>();
  private final Map<UserId, Presence> users = new HashMap<>();
  private long lastRev;

  /** What is known of a node; it stays until it is buried, though it may have lapsed. */
  private static final class Lease {
    private long deadline;
    private long step;
    private final Map<UserId, Set<Located>> sessions = new HashMap<>();

    void add(Located one) {
      sessions.computeIfAbsent(one.user(), user -> new HashSet<>()).add(one);
    }

    void remove(Located one) {
      sessions.computeIfPresent(one.user(), (user, left) -> without(left, one));
    }

    /** Null, so that a user without sessions leaves nothing behind. */
    private static @Nullable Set<Located> without(Set<Located> sessions, Located one) {
      sessions.remove(one);
      return sessions.isEmpty() ? null : sessions;
    }
  }

  /**
   * @param epoch names this store's life
   * @param clock ms, only ever forward
   */
  public MemoryPresenceStore(Hex64 epoch, LongSupplier clock) {
    this.epoch = epoch;
    this.clock = clock;
  }

  @Override
  public synchronized Future<Renewal> renew(NodeId node, Duration lapse) {
    Lease lease = leases.computeIfAbsent(node, key -> new Lease());
    boolean known = lives(lease);
    lease.deadline = clock.getAsLong() + lapse.toMillis();
    return Future.succeededFuture(new Renewal(known, alive(), epoch));
  }

  @Override
  public synchronized Future<Left> release(NodeId node) {
    Lease lease = leases.remove(node);
    Set<UserId> touched = lease == null ? Set.of() : lease.sessions.keySet();
    return Future.succeededFuture(new Left(new Leases(alive(), epoch), touch(touched)));
  }

  @Override
  public synchronized Future<Leases> leases() {
    return Future.succeededFuture(new Leases(alive(), epoch));
  }

  @Override
  public synchronized Future<Map<UserId, Presence>> bury() {
    Set<UserId> touched = new HashSet<>();
    for (Iterator<Lease> all = leases.values().iterator(); all.hasNext(); ) {
      Lease lease = all.next();
      if (!lives(lease)) {
        touched.addAll(lease.sessions.keySet());
        all.remove();
      }
    }
    return Future.succeededFuture(touch(touched));
  }

  @Override
  public synchronized Future<Map<UserId, Presence>> attach(Attach attach) {
    Lease lease = leases.get(attach.node());
    if (lease == null || !lives(lease) || attach.step() <= lease.step) {
      return Future.succeededFuture(Map.of());
    }
    Set<UserId> touched = new HashSet<>();
    lease.step = attach.step();
    if (attach.anew()) {
      touched.addAll(lease.sessions.keySet());
      lease.sessions.clear();
    }
    attach.came().forEach(lease::add);
    attach.went().forEach(lease::remove);
    attach.came().forEach(one -> touched.add(one.user()));
    attach.went().forEach(one -> touched.add(one.user()));
    Map<UserId, Presence> changed = new HashMap<>();
    attach
        .status()
        .forEach((user, status) -> {
          if (!attach.anew() || presence(user).status().equals(Values.NONE)) {
            touch(user, status, changed);
            touched.remove(user);
          }
        });
    changed.putAll(touch(touched));
    return Future.succeededFuture(changed);
  }

  @Override
  public synchronized Future<Map<UserId, Presence>> look(Map<UserId, Long> known) {
    return Future.succeededFuture(
        known.entrySet().stream()
            .filter(asked -> presence(asked.getKey()).rev() != asked.getValue())
            .collect(Collectors.toMap(Map.Entry::getKey, asked -> presence(asked.getKey()))));
  }

  @Override
  public synchronized Future<Map<NodeId, Set<Located>>> locate(UserId user) {
    Map<NodeId, Set<Located>> found = new HashMap<>();
    leases.forEach((node, lease) -> {
      Set<Located> here = lease.sessions.getOrDefault(user, Set.of());
      if (lives(lease) && !here.isEmpty()) {
        found.put(node, Set.copyOf(here));
      }
    });
    return Future.succeededFuture(found);
  }

  private boolean lives(Lease lease) {
    return lease.deadline > clock.getAsLong();
  }

  private Set<NodeId> alive() {
    return leases.entrySet().stream()
        .filter(each -> lives(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Presence presence(UserId user) {
    return users.getOrDefault(user, Presence.NONE);
  }

  private Map<UserId, Presence> touch(Collection<UserId> touched) {
    Map<UserId, Presence> changed = new HashMap<>();
    touched.forEach(user -> touch(user, presence(user).status(), changed));
    return changed;
  }

  /** Counts a user anew; what has changed gets another revision. */
  private void touch(UserId user, Values status, Map<UserId, Presence> changed) {
    List<Located> all =
        leases.values().stream()
            .flatMap(lease -> lease.sessions.getOrDefault(user, Set.of()).stream())
            .toList();
    Presence before = presence(user);
    int sessions = distinct(all);
    int calls = distinct(all.stream().filter(one -> one.room() != null).toList());
    Values kept = sessions == 0 ? Values.NONE : status;
    if (!before.equals(new Presence(sessions, calls, kept, before.rev()))) {
      lastRev = Math.max(lastRev + 1, clock.getAsLong());
      Presence now = new Presence(sessions, calls, kept, lastRev);
      changed.put(user, now);
      if (sessions == 0) {
        users.remove(user);
      } else {
        users.put(user, now);
      }
    }
  }

  /** One that moves is at two nodes. */
  private static int distinct(List<Located> sessions) {
    return (int) sessions.stream().map(Located::session).distinct().count();
  }
}
