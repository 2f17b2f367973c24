package dev.parley.runtime;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

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
   * Ages what is stored instead of waiting: every deadline comes nearer by that much.
   *
   * @param deadlines whether that key is a sorted set whose scores are moments in ms
   */
  default void age(Duration time, Predicate<String> deadlines) {
    nodes().forEach(node -> node.keys().forEach(key -> age(node, key, time, deadlines.test(key))));
  }

  private static void age(RedisProcess node, String key, Duration time, boolean deadlines) {
    if (deadlines) {
      for (Object member : (List<?>) node.ask("ZRANGE", key, "0", "-1")) {
        node.ask("ZINCRBY", key, "-" + time.toMillis(), member.toString());
      }
    }
    long left = (Long) node.ask("PTTL", key);
    if (left > 0) {
      node.ask("PEXPIRE", key, "" + (left - time.toMillis()));
    }
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
