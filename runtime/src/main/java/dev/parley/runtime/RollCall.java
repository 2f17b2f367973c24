package dev.parley.runtime;

import dev.parley.runtime.ClusterMember.Announcement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares, by a timer, what this process has announced on the bus with what the cluster knows, and
 * puts it right: after a partition, or a pause in which the others took it for dead, announcements
 * of the living can be missing and those of the dead can stay.
 *
 * <p><em>Threading:</em> all on the context of the verticle.
 */
final class RollCall extends VerticleBase {

  private static final System.Logger LOG = System.getLogger(RollCall.class.getName());

  private final ClusterMember member;
  private final Duration interval;
  private final Counter repeated;
  private final Counter dropped;
  private boolean running;

  /** What nobody stood for when it was looked last: it may just have been announced. */
  private Set<Announcement> doubtful = Set.of();

  RollCall(ClusterMember member, Duration interval, MeterRegistry meters) {
    this.member = member;
    this.interval = interval;
    this.repeated =
        counter(meters, "parley.cluster.repeated", "Own announcements that the cluster had lost");
    this.dropped =
        counter(meters, "parley.cluster.dropped", "Announcements of processes that are gone");
    Gauge.builder("parley.cluster.nodes", () -> member.getNodes().size())
        .description("Processes in the cluster, as this one sees it")
        .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(0, interval.toMillis(), timer -> tick());
    return Future.succeededFuture();
  }

  /** A roll that waits for a silent node is not joined by another one. */
  private void tick() {
    if (!running) {
      running = true;
      roll()
          .onFailure(failure -> LOG.log(Level.DEBUG, "The cluster could not be asked", failure))
          .onComplete(done -> running = false);
    }
  }

  private Future<?> roll() {
    Set<String> members = new HashSet<>(member.getNodes());
    return member
        .isReachable()
        .compose(known -> known ? Future.succeededFuture() : tellReachable())
        .compose(reachable -> repair(member.announced(), members));
  }

  private Future<Void> tellReachable() {
    LOG.log(Level.WARNING, "The cluster had lost the address of this process");
    repeated.increment();
    return vertx.executeBlocking(member::tellReachable, false).compose(told -> told);
  }

  private Future<?> repair(Set<Announcement> before, Set<String> members) {
    return member.known().compose(known -> repair(before, known, members));
  }

  /** What was announced before the cluster was asked, and still is, must be known. */
  private Future<?> repair(Set<Announcement> before, Set<Announcement> known, Set<String> members) {
    Set<Announcement> own = member.announced();
    List<Announcement> missing =
        own.stream().filter(each -> before.contains(each) && !known.contains(each)).toList();
    Set<Announcement> unclaimed = new HashSet<>(known);
    unclaimed.removeIf(each -> isClaimed(each, own, members));
    List<Announcement> stale = unclaimed.stream().filter(doubtful::contains).toList();
    doubtful = unclaimed;
    count(missing.size(), stale.size());
    return Future.all(
        Stream.concat(missing.stream().map(member::repeat), stale.stream().map(member::drop))
            .toList());
  }

  private boolean isClaimed(Announcement each, Set<Announcement> own, Set<String> members) {
    String node = each.info().nodeId();
    return node.equals(member.getNodeId()) ? own.contains(each) : members.contains(node);
  }

  private void count(int missing, int stale) {
    if (missing + stale > 0) {
      LOG.log(
          Level.WARNING,
          "The cluster had lost {0} announcements of this process and kept {1} of others that are"
              + " gone",
          missing,
          stale);
    }
    repeated.increment(missing);
    dropped.increment(stale);
  }
}
