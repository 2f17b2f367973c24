package dev.parley.k8s;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.gateway.GatewaySettings;
import dev.parley.ice.IceSettings;
import dev.parley.presence.PresenceSettings;
import dev.parley.room.RoomSettings;
import dev.parley.runtime.Setting;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the program would start with what its containers are given. */
class PodSettingsTest {

  private static final Map<String, List<Setting<?>>> OF_ROLE =
      Map.of(
          "gateway", GatewaySettings.ALL,
          "room-service", RoomSettings.ALL,
          "presence-service", PresenceSettings.ALL,
          "ice-config-service", IceSettings.ALL);

  private static String rendered = "";

  @BeforeAll
  static void render() {
    rendered = Kubectl.render("local");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "room-service", "presence-service", "ice-config-service"})
  void isAcceptedByTheProgram(String role) throws IOException {
    Command command = ParleyJar.printConfig(role, environment(rendered, role));
    assertEquals(0, command.status(), command::text);
  }

  @Test
  void isWhatTheProgramThenHas() throws IOException {
    String config = ParleyJar.printConfig("gateway", environment(rendered, "gateway")).text();
    assertAll(
        () -> assertTrue(config.contains("\nPARLEY_HOST=0.0.0.0\n"), config),
        () -> assertTrue(config.contains("\nPARLEY_TICKET_KEYS=****\n"), config));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "room-service", "presence-service", "ice-config-service"})
  void isNotThatOfAnotherRole(String role) throws IOException {
    assertEquals(List.of(), strangers(rendered, role));
  }

  @Test
  void thatOfAnotherRoleIsFound() throws IOException {
    String spoiled = rendered.replace("PARLEY_MANAGEMENT_HOST:", "PARLEY_HOST:");
    assertEquals(List.of("PARLEY_HOST"), strangers(spoiled, "room-service"));
  }

  @Test
  void misspeltSettingIsRefused() throws IOException {
    String spoiled = rendered.replace("PARLEY_STOP_WITHIN:", "PARLEY_STOP_WITIN:");
    Command command = ParleyJar.printConfig("room-service", environment(spoiled, "room-service"));
    assertNotEquals(0, command.status());
    assertTrue(command.text().contains("did you mean PARLEY_STOP_WITHIN?"), command::text);
  }

  @Test
  void badValueIsRefused() throws IOException {
    String spoiled = rendered.replace("PARLEY_STOP_WITHIN: 30s", "PARLEY_STOP_WITHIN: soon");
    Command command = ParleyJar.printConfig("room-service", environment(spoiled, "room-service"));
    assertNotEquals(0, command.status());
    assertTrue(command.text().contains("PARLEY_STOP_WITHIN=soon"), command::text);
  }

  private static List<String> strangers(String text, String role) throws IOException {
    List<String> own = OF_ROLE.get(role).stream().<String>map(Setting::key).toList();
    return environment(text, role).keySet().stream()
        .filter(key -> !own.contains(key))
        .filter(key ->
            OF_ROLE.values().stream()
                .flatMap(List::stream)
                .anyMatch(setting -> setting.key().equals(key)))
        .toList();
  }

  private static Map<String, String> environment(String text, String role) throws IOException {
    Manifests manifests = Manifests.read(text);
    Deployment deployment = manifests.named(Deployment.class, role).orElseThrow();
    assertEquals(List.of(role), Manifests.container(deployment).getArgs());
    return Environment.of(manifests, Manifests.container(deployment));
  }
}
