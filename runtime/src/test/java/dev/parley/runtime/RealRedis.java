package dev.parley.runtime;

import java.time.Duration;
import java.util.List;

/** A Redis for tests, alone or a cluster. */
public sealed interface RealRedis extends AutoCloseable permits RedisProcess, RedisCluster {

  /** Its processes. */
  List<RedisProcess> nodes();

  /** What a program is told of it. */
  RedisSettings settings(String prefix, Duration timeout);

  @Override
  void close();

  /** Forgets everything. */
  default void empty() {
    nodes().forEach(node -> node.ask("FLUSHALL"));
  }

  /**
   * Checks that each key begins with this prefix and lapses by itself, but for the epoch, which
   * stays.
   */
  default void checkThatAllLapse(String prefix) {
    for (RedisProcess node : nodes()) {
      for (String key : node.keys()) {
        boolean stays = node.ask("PTTL", key).equals(-1L);
        if (!key.startsWith(prefix + ":") || stays != key.equals(prefix + ":epoch")) {
          throw new AssertionError(key + (stays ? " stays for ever" : " lapses"));
        }
      }
    }
  }
}
