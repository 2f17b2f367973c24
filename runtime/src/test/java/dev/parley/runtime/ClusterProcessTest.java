package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Three processes that stay, 0 to 2, of which 1 and 2 serve; each test is done to others or undone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterProcessTest {

  private static final Map<String, String> SERVES = Map.of("PARLEY_PROBE_SERVES", "true");

  private final List<Integer> ports = TestCluster.freePorts(4);
  private final List<ProbeProcess> probes = new ArrayList<>();

  @BeforeAll
  void startAllAtOnce() {
    probes.add(ProbeProcess.start(ports, 0, Map.of()));
    probes.add(ProbeProcess.start(ports, 1, SERVES));
    probes.add(ProbeProcess.start(ports, 2, SERVES));
    probes.forEach(ProbeProcess::awaitStart);
    probes.forEach(probe -> probe.awaitSize(3));
  }

  @AfterAll
  void endAll() {
    ProbeProcess.endAll(probes.stream());
  }

  /** Seconds until questions are answered by all of these instances, and by no other. */
  private double secondsUntilAnsweredBy(String... instances) throws InterruptedException {
    long start = System.nanoTime();
    Set<String> wanted = Set.of(instances);
    List<String> last = new ArrayList<>();
    while (last.size() < 3 * wanted.size() || !Set.copyOf(last).equals(wanted)) {
      last.add(probes.getFirst().answer("ask"));
      if (last.size() > 3 * wanted.size()) {
        last.removeFirst();
      }
    }
    return secondsSince(start);
  }

  private static double secondsSince(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis() / 1e3;
  }

  @Test
  void aKilledProcessIsSoonAskedNoMore() throws InterruptedException {
    ProbeProcess victim = ProbeProcess.start(ports, 3, SERVES);
    probes.add(victim);
    victim.awaitStart();
    secondsUntilAnsweredBy("answered 1", "answered 2", "answered 3");
    victim.kill();
    double seconds = secondsUntilAnsweredBy("answered 1", "answered 2");
    System.out.printf("cluster: %.1f s after a kill -9 nobody is asked in vain%n", seconds);
    probes.getFirst().awaitSize(3);
    probes.remove(victim);
  }

  @Test
  void aProcessThatPausesStaysAndHearsWhatWasSent() throws InterruptedException {
    ProbeProcess frozen = probes.get(2);
    List<String> sizes = probes.getFirst().sizes();
    frozen.freeze();
    probes.getFirst().command("send 2 77");
    TimeUnit.SECONDS.sleep(4); // the pause is what is tested: less than PARLEY_CLUSTER_SILENCE
    frozen.thaw();
    assertEquals("heard 77", frozen.answer());
    secondsUntilAnsweredBy("answered 1", "answered 2");
    assertEquals(sizes, probes.getFirst().sizes());
  }

  @Test
  void aProcessThatGetsATenthOfItsTimeStays() throws InterruptedException {
    ProbeProcess starved = probes.get(2);
    List<String> sizes = probes.getFirst().sizes();
    for (int second = 0; second < 15; second++) { // longer than PARLEY_CLUSTER_SILENCE
      starved.freeze();
      TimeUnit.MILLISECONDS.sleep(900);
      starved.thaw();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    secondsUntilAnsweredBy("answered 1", "answered 2");
    assertEquals(sizes, probes.getFirst().sizes());
  }

  @Test
  void aProcessThatWasGivenUpComesBackByItself() throws InterruptedException {
    ProbeProcess frozen = probes.get(1);
    frozen.freeze();
    probes.get(0).awaitSize(2);
    probes.get(2).awaitSize(2);
    long thawed = System.nanoTime();
    frozen.thaw();
    probes.get(0).awaitSize(3);
    probes.get(2).awaitSize(3);
    secondsUntilAnsweredBy("answered 1", "answered 2");
    probes.getFirst().command("send 1 78");
    assertEquals("heard 78", frozen.answer());
    System.out.printf(
        "cluster: %.1f s after a long pause a process that was given up is back%n",
        secondsSince(thawed));
  }

  @Test
  void oneThatIsStoppedLeavesInOrder() throws InterruptedException {
    ProbeProcess leaver = ProbeProcess.start(ports, 3, SERVES);
    probes.add(leaver);
    leaver.awaitStart();
    secondsUntilAnsweredBy("answered 1", "answered 2", "answered 3");
    assertEquals(0, leaver.stop());
    secondsUntilAnsweredBy("answered 1", "answered 2");
    probes.remove(leaver);
  }

  @Test
  void theNameOfTheClusterIsNotLogged() {
    for (ProbeProcess probe : probes) {
      assertEquals(
          List.of(), probe.log().stream().filter(l -> l.contains(TestCluster.NAME)).toList());
    }
  }

  @Test
  void aTakenPortEndsTheProcessWithASentence() throws InterruptedException {
    ProbeProcess second = ProbeProcess.start(ports, 0, Map.of());
    probes.add(second);
    Until.so("it has ended", () -> !second.isAlive());
    assertEquals(1, second.stop());
    assertTrue(
        second.log().getLast().contains("probe cannot start: cannot join the cluster"),
        second.log()::toString);
    probes.remove(second);
  }
}
