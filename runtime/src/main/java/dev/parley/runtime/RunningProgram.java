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

/**
 * The services of one program, started in order and stopped in reverse.
 *
 * <p><em>Threading:</em> start and stop block their caller, which is no event loop; stop may come
 * while start is under way.
 */
final class RunningProgram {

  private static final System.Logger LOG = System.getLogger(RunningProgram.class.getName());

  private final Program program;
  private final ProcessSettings process;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Vertx vertx = Vertx.vertx();
  private final Health health;
  private final Host host;

  /** The ids of what is deployed, the newest first. */
  private final Deque<String> deployments = new ConcurrentLinkedDeque<>();

  RunningProgram(Program program, Settings settings, ProcessSettings process) {
    this.program = program;
    this.process = process;
    this.health = new Health(process.liveWithin());
    Bus bus = new VertxBus(vertx, BusSettings.from(settings), meters);
    this.host = new Host(vertx, settings, bus, meters, health);
  }

  /** Returns when every service has started; throws what the first that cannot start fails with. */
  void start() {
    JvmMeters.bindTo(meters);
    deploy(
        new ManagementServer(process.managementHost(), process.managementPort(), health, meters));
    for (Deployable service : program.services().apply(host)) {
      deploy(health.watched(service));
    }
    health.started();
  }

  private void deploy(Deployable service) {
    deployments.addFirst(vertx.deployVerticle(service).await());
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
    for (String deployment : deployments) {
      orderly &= ended(vertx.undeploy(deployment), deadline);
    }
    return ended(vertx.close(), deadline) && orderly;
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
