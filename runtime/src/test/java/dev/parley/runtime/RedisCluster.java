package dev.parley.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A real Redis Cluster: masters, each with a part of the slots, and no replicas. */
public final class RedisCluster implements RealRedis {
  private static final int SLOTS = 16_384;

  private final List<RedisProcess> nodes;

  private RedisCluster(List<RedisProcess> nodes) {
    this.nodes = nodes;
  }

  /** Starts one, and waits until every node answers for its slots and knows the others. */
  public static RedisCluster start(Path program, int size) {
    List<RedisProcess> nodes =
        Stream.generate(() -> RedisProcess.start(program, "--cluster-enabled", "yes"))
            .limit(size)
            .toList();
    RedisCluster cluster = new RedisCluster(nodes);
    IntStream.range(0, size).forEach(cluster::assignSlots);
    String first = "" + nodes.getFirst().port();
    nodes.forEach(node -> node.ask("CLUSTER", "MEET", "127.0.0.1", first));
    nodes.forEach(cluster::awaitReady);
    return cluster;
  }

  private void assignSlots(int number) {
    IntStream slots =
        IntStream.range(SLOTS * number / nodes.size(), SLOTS * (number + 1) / nodes.size());
    nodes
        .get(number)
        .ask(
            Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots.mapToObj(slot -> "" + slot))
                .toArray(String[]::new));
  }

  private void awaitReady(RedisProcess node) {
    if (!node.comesToPass(
        () ->
            ((List<?>) node.ask("CLUSTER", "SLOTS")).size() == nodes.size()
                && ((String) node.ask("CLUSTER", "INFO")).contains("cluster_state:ok"))) {
      throw new AssertionError("no cluster: " + node.ask("CLUSTER", "INFO"));
    }
  }

  @Override
  public List<RedisProcess> nodes() {
    return nodes;
  }

  @Override
  public RedisSettings settings(String prefix, Duration timeout) {
    return new RedisSettings(
        nodes.stream().flatMap(node -> node.settings(prefix, timeout).uris().stream()).toList(),
        prefix,
        timeout);
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }
}
