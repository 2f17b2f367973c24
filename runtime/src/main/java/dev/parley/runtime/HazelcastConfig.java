package dev.parley.runtime;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import java.util.Map;

/**
 * Hazelcast 5.6 as we use it: who is in the cluster, and who hears which address of the bus.
 * Nothing else is kept there. Why each number is what it is stands in docs/operations.md.
 */
final class HazelcastConfig {

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          // A closed connection is tried again twice in these many seconds; then the node is dead.
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.socket.connect.timeout.seconds", "1"),
          Map.entry("hazelcast.connection.monitor.interval", "100"),
          Map.entry("hazelcast.connection.monitor.max.faults", "1"),
          Map.entry("hazelcast.member.list.publish.interval.seconds", "5"),
          // Joining at once; partitions of a few hundred entries need not wait for more nodes.
          Map.entry("hazelcast.wait.seconds.before.join", "1"),
          Map.entry("hazelcast.max.wait.seconds.before.join", "5"),
          Map.entry("hazelcast.max.join.seconds", "30"),
          Map.entry("hazelcast.connect.all.wait.seconds", "10"),
          Map.entry("hazelcast.tcp.join.port.try.count", "1"),
          Map.entry("hazelcast.partition.count", "31"),
          // Who asks a node that died meanwhile asks the next soon, and nobody asks for long.
          Map.entry("hazelcast.invocation.retry.pause.millis", "100"),
          Map.entry("hazelcast.operation.call.timeout.millis", "30000"),
          // Two clusters that see each other become one.
          Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "3"),
          Map.entry("hazelcast.graceful.shutdown.max.wait", "5"),
          // Bound to our address alone, silent towards the world, and quiet in the log.
          Map.entry("hazelcast.socket.bind.any", "false"),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.logging.type", "jdk"),
          Map.entry("hazelcast.logging.details.enabled", "false"),
          Map.entry("hazelcast.health.monitoring.level", "OFF"),
          Map.entry("hazelcast.slow.operation.detector.enabled", "false"));

  /** Where vertx-hazelcast keeps what is announced, and where each node is reached. */
  private static final String OF_VERTX = "__vertx*";

  private HazelcastConfig() {}

  static Config of(ClusterSettings settings) {
    Config config = new Config().setClusterName(settings.name());
    PROPERTIES.forEach(config::setProperty);
    config.setProperty("hazelcast.local.localAddress", settings.busHost());
    config.setProperty(
        "hazelcast.max.no.heartbeat.seconds", Long.toString(settings.silence().toSeconds()));
    // Nobody waits for a copy that a node that just died will never confirm; a lost one is
    // repeated.
    config.getMapConfig(OF_VERTX).setBackupCount(0).setAsyncBackupCount(1);
    config.getMultiMapConfig(OF_VERTX).setBackupCount(0).setAsyncBackupCount(1);
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.getSerializationConfig().setJavaSerializationFilterConfig(onlyOurs());
    join(config.getNetworkConfig(), settings);
    return config;
  }

  /**
   * What vertx-hazelcast keeps, and the exceptions that members tell each other; Java objects of
   * any other class are refused unread.
   */
  private static JavaSerializationFilterConfig onlyOurs() {
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPrefixes(
            "com.hazelcast.",
            "io.vertx.spi.cluster.hazelcast.",
            "java.lang.",
            "java.util.",
            "java.io.",
            "java.net.",
            "[");
    filter.getBlacklist().addClasses("java.net.URL", "java.io.File");
    return filter;
  }

  private static void join(NetworkConfig network, ClusterSettings settings) {
    network.setPort(settings.port()).setPortAutoIncrement(false).setReuseAddress(true);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    switch (settings.mode()) {
      case OFF -> throw new IllegalArgumentException("there is no cluster");
      case MEMBERS ->
          join.getTcpIpConfig()
              .setEnabled(true)
              .setConnectionTimeoutSeconds(1)
              .setMembers(settings.members());
      case DNS -> {
        join.getTcpIpConfig().setConnectionTimeoutSeconds(1);
        join.getKubernetesConfig()
            .setEnabled(true)
            .setProperty("service-dns", settings.dns())
            .setProperty("service-port", Integer.toString(settings.port()));
      }
    }
  }
}
