package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.runtime.ClusterSettings;
import dev.parley.runtime.Program;
import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import dev.parley.runtime.SettingsException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {

  private static final Map<String, String> CLUSTER =
      Map.of(
          "PARLEY_CLUSTER", "members",
          "PARLEY_CLUSTER_NAME", "sixteen letters!",
          "PARLEY_CLUSTER_MEMBERS", "127.0.0.1:5701");

  private static void check(Program program, Map<String, String> environment) {
    List<Setting<?>> declared =
        Stream.of(program.settings(), ClusterSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();
    program.check().accept(Settings.read(environment, declared));
  }

  private static Map<String, String> whole() {
    Map<String, String> environment = new HashMap<>(CLUSTER);
    environment.put("PARLEY_TICKET_KEYS", Base64.getEncoder().encodeToString(new byte[32]));
    environment.put("PARLEY_REDIS", "redis://127.0.0.1:6379");
    return environment;
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aRoleIsKnownByItsWord(Role role) {
    assertEquals(Optional.of(role), Role.of(role.word()));
  }

  @Test
  void otherWordsAreNoRole() {
    assertEquals(Optional.empty(), Role.of("Gateway"));
    assertEquals(Optional.empty(), Role.of("room_service"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ALL")
  void oneServiceAloneIsRefused(Role role) {
    Program program = new Clustered(role).program();
    assertThrows(SettingsException.class, () -> check(program, Map.of()));
    assertDoesNotThrow(() -> check(program, whole()));
  }

  @ParameterizedTest
  @EnumSource(names = {"ROOM_SERVICE", "PRESENCE_SERVICE"})
  void oneOfSeveralThatShareNothingIsRefused(Role role) {
    Program program = new Clustered(role).program();
    assertThrows(SettingsException.class, () -> check(program, CLUSTER));
  }

  @Test
  void aGatewayOfAClusterWithoutTicketKeysIsRefused() {
    Program program = new Clustered(Role.GATEWAY).program();
    assertThrows(SettingsException.class, () -> check(program, CLUSTER));
  }

  @Test
  void allInOneIsNoPartOfACluster() {
    Program program = new AllInOne(false).program();
    assertThrows(SettingsException.class, () -> check(program, CLUSTER));
    assertDoesNotThrow(() -> check(program, Map.of()));
  }
}
