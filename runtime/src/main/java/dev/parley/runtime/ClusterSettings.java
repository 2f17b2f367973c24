package dev.parley.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether and how this process joins others.
 *
 * @param name what all nodes share and nobody else knows: who knows it may join
 * @param members {@code host:port} of the nodes, where they are listed
 * @param dns a name that resolves to the addresses of all nodes, ready or not
 * @param port of the membership, on this node and, with {@code dns}, on all
 * @param busHost the address, by which the others reach this node, that both ports are bound to
 * @param busPort of the event bus; 0 takes a free one, which the others are told
 * @param joinWithin how long joining may take before the start has failed
 * @param silence after which a node that says nothing is no longer counted as one
 * @param check how often a node compares what it has announced with what the cluster knows
 * @param linger how long the process stays after it has left, so that those who have not heard of
 *     that are refused at once and do not wait
 */
public record ClusterSettings(
    Mode mode,
    String name,
    List<String> members,
    String dns,
    int port,
    String busHost,
    int busPort,
    Duration joinWithin,
    Duration silence,
    Duration check,
    Duration linger) {

  /** How the nodes find each other. */
  public enum Mode {
    /** There is one process. */
    OFF,
    /** They are listed. */
    MEMBERS,
    /** By the addresses of a name. */
    DNS
  }

  /** Below that, a name can be guessed. */
  private static final int LEAST_NAME = 16;

  private static final Setting<Mode> MODE =
      Setting.choice(
          "PARLEY_CLUSTER",
          Mode.OFF,
          Mode.class,
          "How the processes of a cluster find each other: off (there is one), members, dns.");

  private static final Setting<String> NAME =
      Setting.text(
              "PARLEY_CLUSTER_NAME",
              "",
              "The secret that the processes of one cluster share, 16 letters or more: whoever"
                  + " knows it can join.")
          .masked();

  private static final Setting<List<String>> MEMBERS =
      Setting.list(
          "PARLEY_CLUSTER_MEMBERS",
          "",
          ClusterSettings::member,
          "host:port of the processes, separated by commas; for members.");

  private static final Setting<String> DNS =
      Setting.text(
          "PARLEY_CLUSTER_DNS",
          "",
          "A name that resolves to the addresses of all processes, such as a headless Service with"
              + " publishNotReadyAddresses; for dns.");

  private static final Setting<Integer> PORT =
      Setting.number(
          "PARLEY_CLUSTER_PORT", 5701, 1, 65_535, "The port of the membership of the cluster.");

  private static final Setting<String> BUS_HOST =
      Setting.text(
          "PARLEY_BUS_HOST",
          "127.0.0.1",
          "The address by which the other processes reach this one; the pod's own in a pod.");

  private static final Setting<Integer> BUS_PORT =
      Setting.number(
          "PARLEY_BUS_PORT", 0, 0, 65_535, "The port of the event bus; 0 takes a free one.");

  private static final Setting<Duration> JOIN_WITHIN =
      Setting.duration(
          "PARLEY_CLUSTER_JOIN_WITHIN",
          "60s",
          "1s",
          "10m",
          "How long joining the cluster may take before the start has failed.");

  private static final Setting<Duration> SILENCE =
      Setting.duration(
          "PARLEY_CLUSTER_SILENCE",
          "10s",
          "3s",
          "5m",
          "After which a process that is silent, but whose connections stand, is no longer counted"
              + " as part of the cluster.");

  private static final Setting<Duration> CHECK =
      Setting.duration(
          "PARLEY_CLUSTER_CHECK",
          "2s",
          "100ms",
          "60s",
          "How often a process compares what it has announced on the bus with what the cluster"
              + " knows of it.");

  private static final Setting<Duration> LINGER =
      Setting.duration(
          "PARLEY_CLUSTER_LINGER",
          "2s",
          "0s",
          "30s",
          "How long a process stays after it has left the cluster, so that others are refused at"
              + " once.");

  public static final List<Setting<?>> ALL =
      List.of(
          MODE, NAME, MEMBERS, DNS, PORT, BUS_HOST, BUS_PORT, JOIN_WITHIN, SILENCE, CHECK, LINGER);

  /**
   * Takes the settings of a cluster.
   *
   * @throws SettingsException if they do not fit together
   */
  public static ClusterSettings from(Settings settings) {
    ClusterSettings cluster =
        new ClusterSettings(
            settings.get(MODE),
            settings.get(NAME),
            settings.get(MEMBERS),
            settings.get(DNS),
            settings.get(PORT),
            settings.get(BUS_HOST),
            settings.get(BUS_PORT),
            settings.get(JOIN_WITHIN),
            settings.get(SILENCE),
            settings.get(CHECK),
            settings.get(LINGER));
    List<String> faults = cluster.faults();
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return cluster;
  }

  /** Whether there are other processes. */
  public boolean isOn() {
    return mode != Mode.OFF;
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (isOn() && name.length() < LEAST_NAME) {
      faults.add("%s must have at least %d letters.".formatted(NAME.key(), LEAST_NAME));
    }
    if (mode == Mode.MEMBERS && members.isEmpty()) {
      faults.add("%s must be set where %s=members.".formatted(MEMBERS.key(), MODE.key()));
    }
    if (mode == Mode.DNS && dns.isEmpty()) {
      faults.add("%s must be set where %s=dns.".formatted(DNS.key(), MODE.key()));
    }
    return faults;
  }

  private static String member(String text) {
    if (text.matches("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}")) {
      return text;
    }
    throw new IllegalArgumentException("must be host:port, separated by commas");
  }
}
