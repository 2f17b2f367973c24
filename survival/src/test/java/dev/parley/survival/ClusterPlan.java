package dev.parley.survival;

import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which processes a cluster has, and what they are told.
 *
 * @param services how many of each
 * @param faults the share of the messages on the bus, 0 to 1, that is lost, that is doubled and
 *     that is delayed; 0: the jar as it is shipped
 * @param settings beyond those that a cluster needs
 */
record ClusterPlan(int gateways, int services, double faults, Map<String, String> settings) {
  /** What {@code ./run cluster} starts, which many sessions of one address may enter at once. */
  static final ClusterPlan STANDARD =
      new ClusterPlan(
          3,
          2,
          0,
          Map.of(
              "PARLEY_JOINS_PER_SECOND", "100000",
              "PARLEY_SIGNALS_PER_SECOND", "10000",
              "PARLEY_ROOM_LOG", "100000",
              "PARLEY_ROOM_CAPACITY", "50"));

  private static final List<String> SERVICES =
      List.of("room-service", "presence-service", "ice-config-service");
  private static final Path JAR = Path.of("..", "all-in-one", "target", "parley.jar");
  private static final String LOOPBACK = "127.0.0.1";

  /** The first JDK that warns about what Hazelcast uses, unless it is allowed. */
  private static final int WARNING_JDK = 24;

  ClusterPlan withServices(int ofEach) {
    return new ClusterPlan(gateways, ofEach, faults, settings);
  }

  ClusterPlan withFaults(double share) {
    return new ClusterPlan(gateways, services, share, settings);
  }

  ClusterPlan withSettings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    return new ClusterPlan(gateways, services, faults, all);
  }

  /** The processes, the services first. */
  List<ParleyProcess> processes(String redis, Path logs) {
    List<String> roles = roles();
    List<Integer> ports = FreePorts.some(3 * roles.size());
    Map<String, String> shared = shared(redis, ports.subList(0, roles.size()));
    List<ParleyProcess> processes = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < roles.size(); i++) {
      String role = roles.get(i);
      String name = nameOf(role) + "-" + numbers.merge(role, 1, Integer::sum);
      int management = ports.get(roles.size() + i);
      int http = ports.get(2 * roles.size() + i);
      Map<String, String> environment = new HashMap<>(shared);
      environment.put("PARLEY_CLUSTER_PORT", ports.get(i).toString());
      environment.put("PARLEY_MANAGEMENT_PORT", Integer.toString(management));
      environment.put("PARLEY_NODE", name);
      environment.put("PORT", Integer.toString(http));
      processes.add(
          new ParleyProcess(
              new ParleyProcess.Plan(
                  name,
                  role,
                  command(role),
                  environment,
                  logs.resolve(name + ".log"),
                  SocketAddress.inetSocketAddress(http, LOOPBACK),
                  SocketAddress.inetSocketAddress(management, LOOPBACK))));
    }
    return processes;
  }

  private static String nameOf(String role) {
    return role.equals("gateway") ? "gw" : role;
  }

  private List<String> roles() {
    List<String> roles = new ArrayList<>();
    for (int number = 0; number < services; number++) {
      roles.addAll(SERVICES);
    }
    for (int number = 0; number < gateways; number++) {
      roles.add("gateway");
    }
    return roles;
  }

  private Map<String, String> shared(String redis, List<Integer> memberPorts) {
    byte[] ticketKey = new byte[32];
    ThreadLocalRandom.current().nextBytes(ticketKey);
    Map<String, String> shared = new HashMap<>(settings);
    shared.put("PARLEY_LOG", "text");
    shared.put("PARLEY_REDIS", redis);
    shared.put("PARLEY_CLUSTER", "members");
    shared.put("PARLEY_CLUSTER_NAME", UUID.randomUUID().toString());
    shared.put(
        "PARLEY_CLUSTER_MEMBERS",
        String.join(",", memberPorts.stream().map(port -> LOOPBACK + ":" + port).toList()));
    shared.put("PARLEY_CLUSTER_LINGER", "0s");
    shared.put("PARLEY_CLUSTER_JOIN_WITHIN", "2m");
    shared.put("PARLEY_TICKET_KEYS", Base64.getEncoder().encodeToString(ticketKey));
    return shared;
  }

  private List<String> command(String role) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx160m"));
    if (Runtime.version().feature() >= WARNING_JDK) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(
        faults == 0
            ? List.of("-jar", JAR.toString(), role)
            : List.of(
                "-Dfaults=" + faults,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.parley.allinone.FaultyMain",
                role));
    return command;
  }
}
