package dev.parley.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link TroubledMain} that runs, and every line that it says. */
final class TroubledProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
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
    environment.put("PORT", "0");
    environment.put("PARLEY_MANAGEMENT_PORT", "0");
    process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    reader = Thread.ofPlatform().daemon().name("troubled").start(this::read);
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(TroubledMain.PORT)) {
          port.complete(Integer.valueOf(line.substring(TroubledMain.PORT.length())));
        } else {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    port.completeExceptionally(new AssertionError("it has ended: " + lines));
  }

  /** The port once it has started. */
  int port() throws InterruptedException {
    try {
      return port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("it does not start: " + lines, e);
    }
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
