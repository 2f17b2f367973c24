package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each test runs {@link SampleProgram} as a process of its own. */
class LauncherTest {

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endAll() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void servicesStartInOrderAndStopInReverseOnSigterm() throws Exception {
    Process process = start(Map.of());
    List<String> log = new ArrayList<>(readUntil(process, "sample has started"));
    process.toHandle().destroy();
    log.addAll(rest(process));
    assertEquals(0, exit(process));
    assertEquals(
        List.of("first starts", "second starts", "second stops", "first stops"),
        log.stream()
            .filter(line -> line.matches(".*(first|second) (starts|stops)"))
            .map(LauncherTest::message)
            .toList());
  }

  @Test
  void aServiceThatNeverStopsIsWaitedForOnlySoLong() throws Exception {
    Process process =
        start(Map.of("PARLEY_SAMPLE_MODE", "never-stops", "PARLEY_STOP_WITHIN", "200ms"));
    readUntil(process, "sample has started");
    process.toHandle().destroy();
    List<String> log = rest(process);
    assertEquals(1, exit(process));
    assertTrue(log.stream().anyMatch(line -> line.contains("did not stop in time")), log::toString);
  }

  @Test
  void aServiceThatFailsToStartEndsTheProcess() throws Exception {
    assertFailedStart("fails-to-start", "sample cannot start: the sample is not to start");
  }

  @Test
  void aServiceThatCannotBeMadeEndsTheProcess() throws Exception {
    assertFailedStart("cannot-be-made", "sample cannot start: the sample is not to be made");
  }

  private void assertFailedStart(String mode, String sentence) throws Exception {
    Process process = start(Map.of("PARLEY_SAMPLE_MODE", mode));
    List<String> log = rest(process);
    assertEquals(1, exit(process));
    assertTrue(log.stream().anyMatch(line -> line.endsWith(sentence)), log::toString);
  }

  @Test
  void aTakenPortEndsTheProcessWithItsName() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Process process = start(Map.of("PARLEY_MANAGEMENT_PORT", port));
      List<String> log = rest(process);
      assertEquals(1, exit(process));
      assertTrue(log.getLast().contains(":" + port + " (PARLEY_MANAGEMENT_PORT)"), log::toString);
    }
  }

  @Test
  void aBadSettingEndsTheProcessWithASentence() throws Exception {
    Process process = start(Map.of("PARLEY_SAMPLE_MOOD", "good"));
    assertEquals(
        "Unknown setting PARLEY_SAMPLE_MOOD: did you mean PARLEY_SAMPLE_MODE?",
        process.errorReader().readLine());
    assertEquals(2, exit(process));
  }

  @Test
  void anUnknownArgumentEndsTheProcessWithASentence() throws Exception {
    Process process = start(Map.of(), "--help-me");
    assertEquals("sample takes no argument but --print-config", process.errorReader().readLine());
    assertEquals(2, exit(process));
  }

  @Test
  void theConfigurationIsPrintedWithoutStartingAnything() throws Exception {
    Process process = start(Map.of("PARLEY_LOG_SALT", "pepper"), "--print-config");
    List<String> print = rest(process);
    assertEquals(0, exit(process));
    assertTrue(print.contains("PARLEY_SAMPLE_MODE=good"), print::toString);
    assertTrue(print.contains("PARLEY_BUS_REPLY_TIMEOUT=500ms"), print::toString);
    assertTrue(print.contains("PARLEY_LOG_SALT=****"), print::toString);
    assertTrue(print.stream().noneMatch(line -> line.contains("starts")), print::toString);
  }

  private Process start(Map<String, String> settings, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SampleProgram.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(key -> key.startsWith("PARLEY_"));
    builder.environment().put("PARLEY_LOG", "text");
    builder.environment().put("PARLEY_MANAGEMENT_PORT", "0");
    builder.environment().putAll(settings);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static List<String> readUntil(Process process, String end) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader log = process.inputReader();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      lines.add(line);
      if (line.contains(end)) {
        return lines;
      }
    }
    throw new AssertionError("ended without \"" + end + "\": " + lines);
  }

  private static List<String> rest(Process process) throws IOException {
    return process.inputReader().lines().toList();
  }

  private static int exit(Process process) throws InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process does not end");
    return process.exitValue();
  }

  private static String message(String line) {
    return line.substring(line.indexOf(": ") + 2);
  }
}
