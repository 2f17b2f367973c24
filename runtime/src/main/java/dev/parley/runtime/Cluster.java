package dev.parley.runtime;

import io.vertx.core.Vertx;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Joins a cluster: one member of Hazelcast, and the event bus of Vert.x on it.
 *
 * <p><em>Threading:</em> blocks its caller, which is no event loop.
 */
final class Cluster {

  private static final System.Logger LOG = System.getLogger(Cluster.class.getName());

  private static final long LOOK_UP_MILLIS = 250;

  private Cluster() {}

  /**
   * Joins.
   *
   * @throws IllegalStateException with a sentence, if that fails or takes too long
   */
  static Vertx join(ClusterSettings settings, ClusterMember member) {
    long deadline = System.nanoTime() + settings.joinWithin().toNanos();
    if (settings.mode() == ClusterSettings.Mode.DNS) {
      awaitOwnName(settings, System.nanoTime() + settings.joinWithin().toNanos() / 4);
    }
    try {
      Vertx vertx =
          Vertx.builder()
              .with(VertxBus.options(settings))
              .withClusterManager(member)
              .buildClustered()
              .await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      member.tellSize();
      return vertx;
    } catch (TimeoutException e) {
      throw cannotJoin(settings, "it took longer than " + settings.joinWithin().toSeconds() + " s");
    } catch (Exception e) { // await() throws whatever the future failed with
      throw cannotJoin(settings, reason(e));
    }
  }

  private static IllegalStateException cannotJoin(ClusterSettings settings, String reason) {
    return new IllegalStateException(
        "cannot join the cluster as %s:%d (PARLEY_BUS_HOST, PARLEY_CLUSTER_PORT): %s"
            .formatted(settings.busHost(), settings.port(), reason));
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /**
   * Waits until the name resolves to this node too, so that of nodes that start together each one
   * finds those that were named before it. Goes on without, as a wrong name must not keep a node
   * from serving: two clusters that find each other later become one.
   */
  private static void awaitOwnName(ClusterSettings settings, long deadline) {
    // Else the answer "nobody" is kept for 10 s, and any other for 30.
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    while (!isNamed(settings)) {
      if (System.nanoTime() > deadline) {
        LOG.log(Level.WARNING, "{0} does not resolve to {1}", settings.dns(), settings.busHost());
        return;
      }
      pause();
    }
  }

  private static boolean isNamed(ClusterSettings settings) {
    try {
      InetAddress own = InetAddress.getByName(settings.busHost());
      return Arrays.asList(InetAddress.getAllByName(settings.dns())).contains(own);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_UP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it joined the cluster", e);
    }
  }
}
