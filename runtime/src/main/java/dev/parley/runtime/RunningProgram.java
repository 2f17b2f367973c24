package dev.parley.runtime;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The services of one program, started in order and stopped in reverse.
 *
 * <p><em>Threading:</em> start and stop block their caller, which is no event loop; stop may come
 * while start is under way.
 */
final class RunningProgram {

  private static final System.Logger LOG = System.getLogger(RunningProgram.class.getName());

  private final Program program;
  private final Settings settings;
  private final ClusterSettings cluster;
  private final ProcessSettings process;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health;

  /** The ids of what is deployed, the newest first. */
  private final Deque<String> deployments = new ConcurrentLinkedDeque<>();

  /** Absent until it has been made, which may mean that a cluster is joined. */
  private volatile @Nullable Vertx vertx;

  private volatile @Nullable ClusterMember member;

  /**
   * A program that does nothing yet.
   *
   * @throws SettingsException if settings do not fit together
   */
  RunningProgram(Program program, Settings settings, ProcessSettings process) {
    this.program = program;
    this.settings = settings;
    this.cluster = ClusterSettings.from(settings);
    this.process = process;
    this.health = new Health(process.liveWithin());
  }

  /** Returns when every service has started; throws what the first that cannot start fails with. */
  void start() {
    JvmMeters.bindTo(meters);
    if (cluster.isOn()) {
      ClusterMember joining = new ClusterMember(cluster, this::lost);
      Vertx joined = Cluster.join(cluster, joining);
      member = joining;
      start(joined, new RollCall(joining, cluster.check(), meters));
    } else {
      start(Vertx.vertx());
    }
  }

  private void start(Vertx started, Deployable... ownServices) {
    vertx = started;
    deploy(
        started,
        new ManagementServer(process.managementHost(), process.managementPort(), health, meters));
    for (Deployable own : ownServices) {
      deploy(started, own);
    }
    Bus bus = new VertxBus(started, BusSettings.from(settings), meters);
    Host host = new Host(started, settings, bus, meters, health);
    for (Deployable service : program.services().apply(host)) {
      deploy(started, health.watched(service));
    }
    health.started();
  }

  private void deploy(Vertx started, Deployable service) {
    deployments.addFirst(started.deployVerticle(service).await());
  }

  /** Clients are better off elsewhere, and the process with a fresh start. */
  private void lost() {
    LOG.log(Level.ERROR, "{0} is no longer in the cluster, and ends", program.name());
    new Thread(() -> System.exit(1), "lost").start();
  }

  /**
   * Stops the newest first; the management server is the oldest, so it tells until the end that
   * this process is not ready.
   *
   * @return whether all had started, and stopped by themselves in time
   */
  boolean stop() {
    boolean orderly = health.hasStarted();
    health.stopping();
    long deadline = System.nanoTime() + process.stopWithin().toNanos();
    Vertx started = vertx;
    if (started == null) {
      return false;
    }
    for (String deployment : deployments) {
      orderly &= ended(started.undeploy(deployment), deadline);
    }
    boolean othersStay = member != null && member.getNodes().size() > 1;
    orderly &= ended(started.close(), deadline);
    if (othersStay) {
      linger(Math.min(cluster.linger().toNanos(), deadline - System.nanoTime()));
    }
    return orderly;
  }

  /** As long as this process is there, who has not heard that it left is refused at once. */
  private static void linger(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ended(Future<?> end, long deadline) {
    try {
      end.await(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "A service did not stop in time");
      return false;
    } catch (Exception e) { // await() throws whatever the future failed with
      LOG.log(Level.WARNING, "A service did not stop in order", e);
      return false;
    }
  }
}
