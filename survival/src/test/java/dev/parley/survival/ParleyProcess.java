package dev.parley.survival;

import dev.parley.runtime.Until;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One gateway or service in a process of its own, which may be started again under the same name
 * and at the same ports.
 *
 * <p>Threading: one test; {@link #isOpen} any.
 */
final class ParleyProcess implements AutoCloseable {

  /**
   * What is run.
   *
   * @param name of the process; a gateway's node id begins with it
   * @param address where a gateway is reached by clients
   * @param management where it tells whether it is ready
   */
  record Plan(
      String name,
      String role,
      List<String> command,
      Map<String, String> environment,
      Path log,
      SocketAddress address,
      SocketAddress management) {}

  private static final int PATIENCE_MS = 2_000;
  private static final int OK = 200;
  private static final int TOLD = 30;

  private final Plan plan;
  private Process process;
  private volatile boolean open;

  ParleyProcess(Plan plan) {
    this.plan = plan;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  String name() {
    return plan.name();
  }

  String role() {
    return plan.role();
  }

  SocketAddress address() {
    return plan.address();
  }

  boolean isGateway() {
    return plan.role().equals("gateway");
  }

  /** Starts it; it needs a while until it is ready. */
  void start() {
    ProcessBuilder builder = new ProcessBuilder(plan.command()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("PARLEY_") || key.equals("PORT"));
    environment.putAll(plan.environment());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether a balancer would send clients there: from when it was ready until it is ended. */
  boolean isOpen() {
    return open && process.isAlive();
  }

  void awaitReady() {
    Until.so(
        name() + " is ready",
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(name() + " has ended:\n" + log());
          }
          return isReady();
        });
    open = true;
  }

  /** What it says of itself; a failure is a no. */
  boolean isReady() {
    try {
      SocketAddress at = plan.management();
      URI uri = new URI("http", null, at.host(), at.port(), "/health/ready", null, null);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MS);
      connection.setReadTimeout(PATIENCE_MS);
      return connection.getResponseCode() == OK;
    } catch (IOException e) {
      return false;
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The end of its log. */
  String log() {
    try {
      List<String> lines = Files.readAllLines(plan.log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a word, as kill -9; returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
    open = false;
  }

  /** SIGTERM; nobody is sent there any more. */
  void terminate() {
    open = false;
    process.toHandle().destroy();
  }

  /** Waits for the end that it was asked for, but no longer than that. */
  boolean hasEndedWithin(long time, TimeUnit unit) {
    try {
      return process.waitFor(time, unit);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** With which it has ended. */
  int status() {
    return process.exitValue();
  }

  /** It runs no further, but its connections stand; a balancer finds out by asking it. */
  void freeze() {
    signal("STOP");
  }

  /**
   * What a balancer does all the time: it sends nobody to a process that does not say it is ready.
   */
  void check() {
    open = isReady();
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
      if (!kill.waitFor(1, TimeUnit.MINUTES) || kill.exitValue() != 0) {
        throw new AssertionError("kill -" + signal + " of " + name());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    open = false;
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
