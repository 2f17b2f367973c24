package dev.parley.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A {@link TroubledMain} that runs, and every line that it says. */
final class TroubledProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final int port = freePort();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final Process process;
  private final Thread reader;

  TroubledProcess(Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            TroubledMain.class.getName());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("PARLEY_"));
    environment.putAll(settings);
    environment.put("PORT", Integer.toString(port));
    environment.put("PARLEY_MANAGEMENT_PORT", "0");
    process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    reader = Thread.ofPlatform().daemon().name("troubled").start(this::read);
    started.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.contains("has started")) {
          started.complete(null);
        }
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
  }

  int port() {
    return port;
  }

  /** Ends it in order; every line that it has said. */
  List<String> lines() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    reader.join();
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
