package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Processes that start in the same instant find each other; 2 rounds, or 20 with VERIFY_LONG. */
class ColdStartTest {

  private static final int PROCESSES = 5;

  private static int rounds() {
    boolean isLong = Boolean.getBoolean("parley.long") || System.getenv("VERIFY_LONG") != null;
    return isLong ? 20 : 2;
  }

  @Test
  void allThatStartAtOnceBecomeOneClusterEveryTime() throws InterruptedException {
    int whole = 0;
    for (int round = 0; round < rounds(); round++) {
      List<Integer> ports = TestCluster.freePorts(PROCESSES);
      long start = System.nanoTime();
      List<ProbeProcess> probes =
          IntStream.range(0, PROCESSES)
              .mapToObj(number -> ProbeProcess.start(ports, number, Map.of()))
              .toList();
      try {
        probes.forEach(ProbeProcess::awaitStart);
        probes.forEach(probe -> probe.awaitSize(PROCESSES));
        tell(round, probes, Duration.ofNanos(System.nanoTime() - start));
        assertEquals("heard 5", heard(probes));
        whole++;
      } finally {
        ProbeProcess.endAll(probes.stream());
      }
    }
    assertEquals(rounds(), whole);
  }

  /** The first one tells the last one something. */
  private static String heard(List<ProbeProcess> probes) throws InterruptedException {
    probes.getFirst().command("send " + (PROCESSES - 1) + " 5");
    return probes.getLast().answer();
  }

  private static void tell(int round, List<ProbeProcess> probes, Duration time) {
    long merges =
        probes.stream()
            .flatMap(probe -> probe.log().stream())
            .filter(line -> line.contains("is merging [tcp/ip]"))
            .count();
    System.out.printf(
        "cluster: cold start %d: %d processes are one after %.1f s, %d merges%n",
        round + 1, PROCESSES, time.toMillis() / 1e3, merges);
  }
}
