package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

  private static ClusterSettings read(Map<String, String> environment) {
    return ClusterSettings.from(Settings.read(environment, ClusterSettings.ALL));
  }

  private static String refusal(Map<String, String> environment) {
    return assertThrows(SettingsException.class, () -> read(environment)).getMessage();
  }

  @Test
  void thereIsNoClusterUnlessOneIsAskedFor() {
    assertFalse(read(Map.of()).isOn());
  }

  @Test
  void membersAreListed() {
    ClusterSettings settings =
        read(
            Map.of(
                "PARLEY_CLUSTER", "members",
                "PARLEY_CLUSTER_NAME", "sixteen letters!",
                "PARLEY_CLUSTER_MEMBERS", "127.0.0.1:5701, node-2.example:5702,[::1]:5703"));
    assertTrue(settings.isOn());
    assertEquals(
        List.of("127.0.0.1:5701", "node-2.example:5702", "[::1]:5703"), settings.members());
  }

  @Test
  void aMemberWithoutAPortIsRefused() {
    assertEquals(
        "PARLEY_CLUSTER_MEMBERS=node-2 must be host:port, separated by commas.",
        refusal(Map.of("PARLEY_CLUSTER_MEMBERS", "node-2")));
  }

  @Test
  void aClusterWithoutANameIsRefused() {
    assertEquals(
        "PARLEY_CLUSTER_NAME must have at least 16 letters.",
        refusal(Map.of("PARLEY_CLUSTER", "members", "PARLEY_CLUSTER_MEMBERS", "127.0.0.1:5701")));
  }

  @Test
  void aClusterWhoseProcessesCannotFindEachOtherIsRefused() {
    String name = "sixteen letters!";
    assertEquals(
        "PARLEY_CLUSTER_MEMBERS must be set where PARLEY_CLUSTER=members.",
        refusal(Map.of("PARLEY_CLUSTER", "members", "PARLEY_CLUSTER_NAME", name)));
    assertEquals(
        "PARLEY_CLUSTER_DNS must be set where PARLEY_CLUSTER=dns.",
        refusal(Map.of("PARLEY_CLUSTER", "dns", "PARLEY_CLUSTER_NAME", name)));
  }

  @Test
  void theNameIsMaskedInPrint() {
    Settings settings =
        Settings.read(Map.of("PARLEY_CLUSTER_NAME", "a secret"), ClusterSettings.ALL);
    assertFalse(settings.print().contains("a secret"));
  }
}
