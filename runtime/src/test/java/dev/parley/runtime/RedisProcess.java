package dev.parley.runtime;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis, in a process of its own, on a port of the loopback address; it keeps nothing on
 * disk, so a restart finds it empty.
 *
 * <p><em>Threading:</em> one test.
 */
public final class RedisProcess implements RealRedis {
  private static final int PORTS = 10_000;
  private static final long PATIENCE_SECONDS = 60;

  private final List<String> command;
  private final Path folder;
  private final int port;
  private Process process;

  private RedisProcess(Path program, List<String> options) throws IOException {
    folder = Files.createTempDirectory("redis");
    port = freePort();
    command = new ArrayList<>(List.of(program.toString(), "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--dir", folder.toString()));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(options);
    process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
  }

  /** Redis 6.2, of the jar that brings it. */
  public static Path embedded() {
    try {
      Path program = ExecutableProvider.newJarResourceProvider().get().toPath();
      program.getParent().toFile().deleteOnExit(); // after what is in it
      program.toFile().deleteOnExit();
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this machine has a Redis; says so aloud where it has none, as tests then skip. */
  public static boolean isInstalled() {
    boolean found = programs().findAny().isPresent();
    if (!found) {
      System.err.println("SKIPPED: tests with the installed Redis, as there is no redis-server");
    }
    return found;
  }

  /** The Redis of this machine. */
  public static Path installed() {
    return programs().findFirst().orElseThrow();
  }

  private static Stream<Path> programs() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable);
  }

  /**
   * Starts one, and waits until it answers.
   *
   * @param options such as {@code --cluster-enabled yes}
   */
  public static RedisProcess start(Path program, String... options) {
    try {
      RedisProcess redis = new RedisProcess(program, List.of(options));
      redis.awaitReady();
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Below those that the system gives to outgoing connections; that of a cluster's bus, too. */
  private static int freePort() {
    while (true) {
      int port = PORTS + ThreadLocalRandom.current().nextInt(PORTS);
      if (isFree(port) && isFree(port + PORTS)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private void awaitReady() throws IOException {
    if (!comesToPass(() -> "PONG".equals(ask("PING")))) {
      throw new IOException("Redis does not start: " + Files.readString(folder.resolve("log")));
    }
  }

  /** Asks again and again, while it lives and for a minute at most; a failure is a no. */
  public boolean comesToPass(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && livesForAMoment()) {
      try {
        if (condition.getAsBoolean()) {
          return true;
        }
      } catch (UncheckedIOException e) {
        // It does not listen yet.
      }
    }
    return false;
  }

  private boolean livesForAMoment() {
    try {
      return !process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  @Override
  public List<RedisProcess> nodes() {
    return List.of(this);
  }

  @Override
  public RedisSettings settings(String prefix, Duration timeout) {
    return new RedisSettings(List.of(URI.create("redis://127.0.0.1:" + port)), prefix, timeout);
  }

  /** What it answers: a String, a Long, a List of such, or null. */
  public Object ask(String... words) {
    return RedisQuestion.ask(port, words);
  }

  /** Every key that it holds. */
  public List<String> keys() {
    return ((List<?>) ask("KEYS", "*")).stream().map(String::valueOf).sorted().toList();
  }

  /** As a crash does it: everything is lost. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** On the same port, empty. */
  public void restart() {
    try {
      process = launch();
      awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It takes connections and bytes, and answers nothing. */
  public void freeze() {
    signal("-STOP");
  }

  public void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", name, "" + process.pid()).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.toFile().delete();
  }
}
