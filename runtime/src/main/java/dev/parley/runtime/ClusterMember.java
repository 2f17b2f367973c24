package dev.parley.runtime;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * This process as a member of the cluster, which remembers what it has announced on the bus.
 *
 * <p><em>Threading:</em> callable from any thread.
 */
final class ClusterMember extends HazelcastClusterManager {

  private static final System.Logger LOG = System.getLogger(ClusterMember.class.getName());

  /** By address; one that is no longer announced keeps an empty set. */
  private final Map<String, Set<RegistrationInfo>> own = new ConcurrentHashMap<>();

  private final Runnable lost;

  /**
   * Hazelcast waits, while it shuts down, for its listeners, which would wait for the lock that is
   * held while it shuts down.
   */
  private volatile boolean leaving;

  /**
   * A member that has not joined yet.
   *
   * @param lost called when this process has ceased to be a member without having left
   */
  ClusterMember(ClusterSettings settings, Runnable lost) {
    super(HazelcastConfig.of(settings));
    this.lost = lost;
  }

  @Override
  public void addRegistration(String address, RegistrationInfo info, Completable<Void> done) {
    Promise<Void> told = Promise.promise();
    super.addRegistration(address, info, told);
    told.future().onSuccess(known -> note(address, info)).onComplete(done);
  }

  private void note(String address, RegistrationInfo info) {
    if (!info.localOnly()) {
      own.computeIfAbsent(address, unheard -> ConcurrentHashMap.newKeySet()).add(info);
    }
  }

  @Override
  public void removeRegistration(String address, RegistrationInfo info, Completable<Void> done) {
    forget(address, info);
    Promise<Void> told = Promise.promise();
    super.removeRegistration(address, info, told);
    // Once more: it may have been taken back before the cluster had heard of it.
    told.future().onComplete(known -> forget(address, info)).onComplete(done);
  }

  private void forget(String address, RegistrationInfo info) {
    Set<RegistrationInfo> infos = own.get(address);
    if (infos != null) {
      infos.remove(info);
    }
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // see leaving
  public void memberAdded(MembershipEvent event) {
    if (!leaving) {
      super.memberAdded(event);
      tellSize();
    }
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // see leaving
  public void memberRemoved(MembershipEvent event) {
    if (!leaving) {
      super.memberRemoved(event);
      tellSize();
    }
  }

  /** Logs how many processes are in the cluster, as this one sees it. */
  void tellSize() {
    int size = getNodes().size();
    LOG.log(Level.INFO, size == 1 ? "Alone in the cluster" : "{0} processes in the cluster", size);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // see leaving
  public void stateChanged(LifecycleEvent event) {
    if (!leaving) {
      super.stateChanged(event);
      if (isActive() && event.getState() == LifecycleEvent.LifecycleState.SHUTDOWN) {
        lost.run();
      }
    }
  }

  /** Does nothing where Hazelcast has not started, or has ended by itself. */
  @Override
  public void leave(Completable<Void> done) {
    HazelcastInstance instance = getHazelcastInstance();
    leaving = true;
    if (instance != null && instance.getLifecycleService().isRunning()) {
      super.leave(done);
    } else {
      done.succeed();
    }
  }

  /** What this process has announced and not taken back, as it is now. */
  Set<Announcement> announced() {
    return own.entrySet().stream()
        .flatMap(
            entry -> entry.getValue().stream().map(info -> new Announcement(entry.getKey(), info)))
        .collect(Collectors.toSet());
  }

  /** What the cluster knows to be announced, by anybody, at the addresses of this process. */
  Future<Set<Announcement>> known() {
    return Future.all(own.keySet().stream().map(this::known).toList())
        .map(all ->
            all.<Set<Announcement>>list().stream()
                .flatMap(Set::stream)
                .collect(Collectors.toSet()));
  }

  private Future<Set<Announcement>> known(String address) {
    Promise<List<RegistrationInfo>> asked = Promise.promise();
    getRegistrations(address, asked);
    return asked
        .future()
        .map(known ->
            known.stream()
                .filter(info -> !info.localOnly())
                .map(info -> new Announcement(address, info))
                .collect(Collectors.toSet()));
  }

  /** Whether the cluster knows where the event bus of this process is reached. */
  Future<Boolean> isReachable() {
    Promise<NodeInfo> asked = Promise.promise();
    getNodeInfo(getNodeId(), asked);
    return asked.future().map(known -> true).otherwise(false);
  }

  /**
   * Tells the cluster where the event bus of this process is reached. May block: Hazelcast holds
   * the same lock while it tells of members that are gone.
   */
  Future<Void> tellReachable() {
    Promise<Void> told = Promise.promise();
    setNodeInfo(getNodeInfo(), told);
    return told.future();
  }

  /** Tells the cluster once more what this process has announced. */
  Future<Void> repeat(Announcement announcement) {
    Promise<Void> done = Promise.promise();
    super.addRegistration(announcement.address(), announcement.info(), done);
    return done.future();
  }

  /** Takes back what nobody stands for any more. */
  Future<Void> drop(Announcement announcement) {
    Promise<Void> done = Promise.promise();
    super.removeRegistration(announcement.address(), announcement.info(), done);
    return done.future();
  }

  /** One handler at one address of the bus. */
  record Announcement(String address, RegistrationInfo info) {}
}
