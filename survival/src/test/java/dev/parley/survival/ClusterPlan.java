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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which processes a cluster has, and what they are told.
 *
 * @param services how many of each
 * @param faults the share of the messages on the bus, 0 to 1, that is lost, that is doubled and
 *     that is delayed; 0: the jar as it is shipped
 * @param settings beyond those that a cluster needs
 * @param places where the processes of some names run; all others run in {@link #elsewhere}
 * @param elsewhere where a process runs of which nothing else is said
 */
record ClusterPlan(
    int gateways,
    int services,
    double faults,
    Map<String, String> settings,
    Map<String, Place> places,
    Place elsewhere) {

  /**
   * Where a process runs.
   *
   * @param bus the address by which the other processes reach it
   * @param open the address by which clients do, and the tests ask how it is
   * @param prefix the words before its command
   */
  record Place(String bus, String open, List<String> prefix) {
    static final Place LOOPBACK = new Place("127.0.0.1", "127.0.0.1", List.of());
  }

  /** What all rooms of these clusters are protected by. */
  static final String SECRET = "what only the tests know";

  /** What {@code ./run cluster} starts, which many sessions of one address may enter at once. */
  static final ClusterPlan STANDARD =
      new ClusterPlan(3, 2, 0, standardSettings(), Map.of(), Place.LOOPBACK);

  private static Map<String, String> standardSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("PARLEY_JOINS_PER_SECOND", "100000");
    settings.put("PARLEY_SIGNALS_PER_SECOND", "10000");
    settings.put("PARLEY_ROOM_LOG", "100000");
    settings.put("PARLEY_ROOM_CAPACITY", "50");
    settings.put("PARLEY_ROOM_SECRET", SECRET);
    if (!Form.IS_LONG) {
      settings.put("PARLEY_HEARTBEAT", "1s");
      settings.put("PARLEY_SILENCE", Form.SILENCE_MS + "ms");
      settings.put("PARLEY_ROOM_AWAY", Form.AWAY_MS + "ms");
    }
    return Map.copyOf(settings);
  }

  private static final List<String> SERVICES =
      List.of("room-service", "presence-service", "ice-config-service");
  private static final Path JAR = Path.of("..", "all-in-one", "target", "parley.jar");

  /** The first JDK that warns about what Hazelcast uses, unless it is allowed. */
  private static final int WARNING_JDK = 24;

  ClusterPlan withServices(int ofEach) {
    return new ClusterPlan(gateways, ofEach, faults, settings, places, elsewhere);
  }

  ClusterPlan withFaults(double share) {
    return new ClusterPlan(gateways, services, share, settings, places, elsewhere);
  }

  /** With one process in another place than the rest. */
  ClusterPlan withPlaces(String name, Place there, Place others) {
    return new ClusterPlan(gateways, services, faults, settings, Map.of(name, there), others);
  }

  /** The processes, the services first. */
  List<ParleyProcess> processes(String redis, Path logs) {
    List<String> roles = roles();
    List<Integer> ports = FreePorts.some(3 * roles.size());
    List<String> names = names(roles);
    Map<String, String> shared = shared(redis, members(names, ports));
    List<ParleyProcess> processes = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      Place place = placeOf(names.get(i));
      int management = ports.get(roles.size() + i);
      int http = ports.get(2 * roles.size() + i);
      Map<String, String> environment = new HashMap<>(shared);
      environment.put("PARLEY_NODE", names.get(i));
      environment.put("PARLEY_BUS_HOST", place.bus());
      environment.put("PARLEY_CLUSTER_PORT", ports.get(i).toString());
      environment.put("PARLEY_MANAGEMENT_HOST", place.open());
      environment.put("PARLEY_MANAGEMENT_PORT", Integer.toString(management));
      environment.put("PARLEY_HOST", place.open());
      environment.put("PORT", Integer.toString(http));
      processes.add(
          new ParleyProcess(
              new ParleyProcess.Plan(
                  names.get(i),
                  roles.get(i),
                  command(roles.get(i), place),
                  environment,
                  logs.resolve(names.get(i) + ".log"),
                  SocketAddress.inetSocketAddress(http, place.open()),
                  SocketAddress.inetSocketAddress(management, place.open()))));
    }
    return processes;
  }

  private static List<String> names(List<String> roles) {
    Map<String, Integer> numbers = new HashMap<>();
    return roles.stream()
        .map(role -> nameOf(role) + "-" + numbers.merge(role, 1, Integer::sum))
        .toList();
  }

  private Place placeOf(String name) {
    return places.getOrDefault(name, elsewhere);
  }

  private String members(List<String> names, List<Integer> ports) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> placeOf(names.get(i)).bus() + ":" + ports.get(i))
        .collect(Collectors.joining(","));
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

  private Map<String, String> shared(String redis, String members) {
    byte[] ticketKey = new byte[32];
    ThreadLocalRandom.current().nextBytes(ticketKey);
    Map<String, String> shared = new HashMap<>(settings);
    shared.put("PARLEY_LOG", "text");
    shared.put("PARLEY_REDIS", redis);
    shared.put("PARLEY_CLUSTER", "members");
    shared.put("PARLEY_CLUSTER_NAME", UUID.randomUUID().toString());
    shared.put("PARLEY_CLUSTER_MEMBERS", members);
    shared.put("PARLEY_CLUSTER_LINGER", "0s");
    shared.put("PARLEY_CLUSTER_JOIN_WITHIN", "2m");
    shared.put("PARLEY_TICKET_KEYS", Base64.getEncoder().encodeToString(ticketKey));
    return shared;
  }

  private List<String> command(String role, Place place) {
    List<String> command = new ArrayList<>(place.prefix());
    command.addAll(
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
