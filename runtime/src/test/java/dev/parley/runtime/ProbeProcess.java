package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@link ClusterProbe} that runs. */
final class ProbeProcess {

  private static final long PATIENCE_MINUTES = 5;

  private final Process process;
  private final PrintWriter input;
  private final List<String> log = new CopyOnWriteArrayList<>();

  /** What it has answered and nobody has read yet. */
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private final Thread reader;

  private ProbeProcess(Process process) {
    this.process = process;
    this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.reader = Thread.ofPlatform().daemon().name("probe").start(this::read);
  }

  /**
   * Starts one; it needs a while.
   *
   * @param ports of all nodes, the probe's own at {@code number}
   */
  static ProbeProcess start(List<Integer> ports, int number, Map<String, String> settings) {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            ClusterProbe.class.getName());
    builder.redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("PARLEY_"));
    environment.put("PARLEY_LOG", "text");
    environment.put("PARLEY_MANAGEMENT_PORT", "0");
    environment.put("PARLEY_PROBE", Integer.toString(number));
    environment.put("PARLEY_CLUSTER", "members");
    environment.put("PARLEY_CLUSTER_NAME", TestCluster.NAME);
    environment.put("PARLEY_CLUSTER_PORT", ports.get(number).toString());
    environment.put("PARLEY_CLUSTER_MEMBERS", members(ports));
    environment.put("PARLEY_CLUSTER_JOIN_WITHIN", PATIENCE_MINUTES + "m");
    environment.putAll(settings);
    try {
      return new ProbeProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String members(List<Integer> ports) {
    return String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (line.startsWith("> ")) {
          answers.add(line.substring(2));
        }
      }
    } catch (IOException e) {
      log.add(e.toString());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written so far. */
  List<String> log() {
    return List.copyOf(log);
  }

  /** How many processes it has seen in its cluster, at each change. */
  List<String> sizes() {
    return log.stream().filter(line -> line.contains(" in the cluster")).toList();
  }

  void awaitSize(int size) {
    Until.so(
        "there are %d in %s".formatted(size, log),
        () -> !sizes().isEmpty() && sizes().getLast().contains(size + " processes in"));
  }

  void awaitStart() {
    Until.so(
        "it starts",
        () -> {
          assertTrue(process.isAlive(), () -> "it has ended: " + log);
          return log.stream().anyMatch(line -> line.endsWith("probe has started"));
        });
  }

  /** Carries out one command and returns the answer. */
  String answer(String command) throws InterruptedException {
    input.println(command);
    return answer();
  }

  /** What it says next. */
  String answer() throws InterruptedException {
    String answer = answers.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (answer == null) {
      throw new AssertionError("no answer: " + log);
    }
    return answer;
  }

  void command(String command) {
    input.println(command);
  }

  /** Stops it without a word, as the kernel does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** It runs no further, but its connections stand. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertTrue(kill.waitFor(1, TimeUnit.MINUTES) && kill.exitValue() == 0, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends it in order, and returns how it ended. */
  int stop() throws InterruptedException {
    process.toHandle().destroy();
    assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "it does not end");
    reader.join();
    return process.exitValue();
  }

  /** Ends all, however they are. */
  static void endAll(Stream<ProbeProcess> probes) {
    probes.forEach(probe -> probe.process.destroyForcibly());
  }
}
