package dev.parley.runtime;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether this process has started, is ready for clients, and lives.
 *
 * <p>No condition may look at a store or at another process: an outage elsewhere must neither take
 * all gateways out of service nor restart them.
 *
 * <p><em>Threading:</em> callable from any thread.
 */
public final class Health {

  private enum Phase {
    STARTING,
    STARTED,
    STOPPING
  }

  private final Duration liveWithin;
  private final List<Context> contexts = new CopyOnWriteArrayList<>();
  private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();
  private volatile Phase phase = Phase.STARTING;

  Health(Duration liveWithin) {
    this.liveWithin = liveWithin;
  }

  /**
   * Adds a condition of readiness.
   *
   * @param name tells a reader of {@code /health/ready} what is not met, such as "accepts sockets"
   */
  public void readyWhen(String name, BooleanSupplier isMet) {
    conditions.put(name, isMet);
  }

  /** The names of the conditions that are not met; empty means ready. */
  List<String> unmet() {
    return switch (phase) {
      case STARTING -> List.of("started");
      case STOPPING -> List.of("not stopping");
      case STARTED ->
          conditions.entrySet().stream()
              .filter(condition -> !condition.getValue().getAsBoolean())
              .map(Map.Entry::getKey)
              .toList();
    };
  }

  boolean hasStarted() {
    return phase != Phase.STARTING;
  }

  /** Unless a stop came first. */
  synchronized void started() {
    if (phase == Phase.STARTING) {
      phase = Phase.STARTED;
    }
  }

  synchronized void stopping() {
    phase = Phase.STOPPING;
  }

  /**
   * Whether the event loop of every service turns: each runs an empty task, now.
   *
   * @return fails when one has not run it in time
   */
  Future<?> live() {
    return Future.all(contexts.stream().map(this::turns).toList());
  }

  private Future<Void> turns(Context context) {
    Promise<Void> turned = Promise.promise();
    context.runOnContext(now -> turned.complete());
    return turned.future().timeout(liveWithin.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The service, its event loop watched while it is deployed. */
  Deployable watched(Deployable service) {
    return new Deployable() {
      @Override
      public Future<?> deploy(Context context) throws Exception {
        contexts.add(context);
        return service.deploy(context);
      }

      @Override
      public Future<?> undeploy(Context context) throws Exception {
        contexts.remove(context);
        return service.undeploy(context);
      }
    };
  }
}
