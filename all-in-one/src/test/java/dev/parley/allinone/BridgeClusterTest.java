package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import dev.parley.allinone.client.BridgeClient;
import io.vertx.core.Completable;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What subscribers cost the cluster: a real one, of one node. */
class BridgeClusterTest {
  private static final int SUBSCRIBERS = 1_000;
  private static final String LUNCH = Say.ROOM.value();

  /** Counts what is announced to the cluster. */
  private static final class Counting extends HazelcastClusterManager {
    private final AtomicInteger announced = new AtomicInteger();

    Counting() {
      super(alone());
    }

    private static Config alone() {
      Config config = new Config().setClusterName(UUID.randomUUID().toString());
      config.setProperty("hazelcast.phone.home.enabled", "false");
      config.setProperty("hazelcast.logging.type", "jdk");
      config.setProperty("hazelcast.local.localAddress", "127.0.0.1");
      config.setProperty("hazelcast.socket.bind.any", "false");
      config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
      config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
      config.getMetricsConfig().setEnabled(false);
      return config;
    }

    @Override
    public void addRegistration(String address, RegistrationInfo info, Completable<Void> done) {
      if (!info.localOnly()) {
        announced.incrementAndGet();
      }
      super.addRegistration(address, info, done);
    }
  }

  @Test
  void thousandSubscribersAddNoRegistrationToTheCluster() {
    Counting cluster = new Counting();
    Vertx node = House.await(Vertx.builder().withClusterManager(cluster).buildClustered());
    Vertx outside = Vertx.vertx();
    try (House house = House.open(node, Map.of("PARLEY_SILENCE", "5m"), UnaryOperator.identity())) {
      assertTrue(node.isClustered());
      int before = cluster.announced.get();
      assertTrue(before > 0, "what the services announce is counted");

      List<BridgeClient> subscribers = new ArrayList<>();
      for (int n = 0; n < SUBSCRIBERS; n++) {
        BridgeClient each = BridgeClient.open(outside, house.port(0));
        subscribers.add(each.register(LUNCH).register("room-" + n));
      }
      subscribers.forEach(each -> each.expectAmong(LUNCH, "absent"));
      Say.joined(house.socket(0), "ada");
      for (BridgeClient each : subscribers) {
        each.expectAmong(LUNCH, "snapshot");
      }
      assertEquals(2 * SUBSCRIBERS, (int) house.gauge(0, "parley.bridge.handlers"));
      assertEquals(before, cluster.announced.get());
    } finally {
      House.await(outside.close());
    }
  }
}
