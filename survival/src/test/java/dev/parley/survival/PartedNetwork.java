package dev.parley.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A network namespace for one process, with two wires: one to the other processes, which can be cut
 * so that nothing passes and nobody is told, and one by which clients reach it, which cannot. Needs
 * root, and {@code ip} of iproute2.
 */
final class PartedNetwork implements AutoCloseable {
  private static final String NAME = "parley" + ProcessHandle.current().pid() % 10_000;
  private static final String BRIDGE = NAME + "br";
  private static final String BUS = NAME + "b";
  private static final String OPEN = NAME + "o";

  /** Of networks for benchmarks, which nobody else should have here (RFC 2544, RFC 6890). */
  private static final String NET = "198.18.77.";

  private PartedNetwork() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Whether this machine lets us; says so aloud where it does not, as the test then skips. */
  static boolean isPossible() {
    boolean possible = status("ip", "netns", "add", NAME) == 0;
    if (possible) {
      run("ip", "netns", "del", NAME);
    } else {
      System.err.println("SKIPPED: the partition, as only root may make network namespaces");
    }
    return possible;
  }

  static PartedNetwork open() {
    PartedNetwork network = new PartedNetwork();
    network.close();
    try {
      run("ip", "netns", "add", NAME);
      run("ip", "-n", NAME, "link", "set", "lo", "up");
      run("ip", "link", "add", BRIDGE, "type", "bridge");
      run("ip", "addr", "add", NET + "1/25", "dev", BRIDGE);
      run("ip", "link", "set", BRIDGE, "up");
      wire(BUS, NET + "2/25");
      run("ip", "link", "set", BUS, "master", BRIDGE);
      wire(OPEN, NET + "130/25");
      run("ip", "addr", "add", NET + "129/25", "dev", OPEN);
      return network;
    } catch (Throwable failure) {
      network.close();
      throw failure;
    }
  }

  /** From here into the namespace. */
  private static void wire(String name, String address) {
    run("ip", "link", "add", name, "type", "veth", "peer", "name", name, "netns", NAME);
    run("ip", "link", "set", name, "up");
    run("ip", "-n", NAME, "addr", "add", address, "dev", name);
    run("ip", "-n", NAME, "link", "set", name, "up");
  }

  /** Where the process runs that can be cut off. */
  ClusterPlan.Place inside() {
    return new ClusterPlan.Place(NET + "2", NET + "130", List.of("ip", "netns", "exec", NAME));
  }

  /** Where the others run, on this machine. */
  ClusterPlan.Place outside() {
    return new ClusterPlan.Place(NET + "1", "127.0.0.1", List.of());
  }

  /** From now on nothing passes between the two, and no packet tells of it. */
  void cut() {
    run("ip", "link", "set", BUS, "down");
  }

  void heal() {
    run("ip", "link", "set", BUS, "up");
  }

  @Override
  public void close() {
    status("ip", "netns", "del", NAME);
    for (String link : List.of(BUS, OPEN, BRIDGE)) {
      status("ip", "link", "del", link);
    }
  }

  private static void run(String... words) {
    int status = status(words);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ended with " + status);
    }
  }

  private static int status(String... words) {
    try {
      return new ProcessBuilder(words)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
