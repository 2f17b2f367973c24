package dev.parley.survival;

import dev.parley.runtime.RedisProcess;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A cluster of real processes on this machine, and its Redis.
 *
 * <p>Threading: one test; {@link #front} any.
 */
final class Parley implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "logs");

  private final RedisProcess redis;
  private final List<ParleyProcess> processes;
  private long startedIn;

  private Parley(RedisProcess redis, List<ParleyProcess> processes) {
    this.redis = redis;
    this.processes = processes;
  }

  /** Starts all at once; returns when all are ready. */
  static Parley start(ClusterPlan plan) {
    RedisProcess redis =
        RedisProcess.start(
            RedisProcess.isInstalled() ? RedisProcess.installed() : RedisProcess.embedded());
    List<ParleyProcess> processes = plan.processes("redis://127.0.0.1:" + redis.port(), logs());
    Parley parley = new Parley(redis, processes);
    try {
      long start = System.nanoTime();
      processes.forEach(ParleyProcess::start);
      processes.forEach(ParleyProcess::awaitReady);
      parley.startedIn = System.nanoTime() - start;
      return parley;
    } catch (Throwable failure) {
      parley.close();
      throw failure;
    }
  }

  private static Path logs() {
    try {
      Files.createDirectories(LOGS);
      return Files.createTempDirectory(LOGS, "cluster-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it took until all were ready, in ns. */
  long startedIn() {
    return startedIn;
  }

  RedisProcess redis() {
    return redis;
  }

  List<ParleyProcess> gateways() {
    return processes.stream().filter(ParleyProcess::isGateway).toList();
  }

  List<ParleyProcess> services(String role) {
    return processes.stream().filter(process -> process.role().equals(role)).toList();
  }

  ParleyProcess gateway(String name) {
    return gateways().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** One of all, gateway or service. */
  ParleyProcess any(Random random) {
    return processes.get(random.nextInt(processes.size()));
  }

  /**
   * What a balancer does: any gateway that is ready, and none that is known to be gone. A frozen
   * one is not known to be.
   */
  Supplier<SocketAddress> front(long seed) {
    Random random = new Random(seed);
    return () -> {
      List<ParleyProcess> open = gateways().stream().filter(ParleyProcess::isOpen).toList();
      List<ParleyProcess> some = open.isEmpty() ? gateways() : open;
      return some.get(random.nextInt(some.size())).address();
    };
  }

  /** Whatever is dead is started again; returns when all are ready. */
  void heal() {
    startDead();
    processes.forEach(ParleyProcess::awaitReady);
  }

  /** Whatever is dead is started again. */
  void startDead() {
    processes.stream().filter(one -> !one.isAlive()).forEach(ParleyProcess::start);
  }

  @Override
  public void close() {
    processes.forEach(ParleyProcess::close);
    redis.close();
  }
}
