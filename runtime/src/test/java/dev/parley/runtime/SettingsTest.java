package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private enum Form {
    PLAIN_TEXT,
    JSON
  }

  private static final Setting<Integer> PORT = Setting.number("PORT", 8080, 0, 65535, "Port.");
  private static final Setting<Duration> LEASE =
      Setting.duration("PARLEY_LEASE", "6s", "1s", "2m", "How long a lease lasts.");
  private static final Setting<Boolean> OPEN =
      Setting.flag("PARLEY_OPEN", false, "Whether all may enter.");
  private static final Setting<Form> FORM =
      Setting.choice("PARLEY_FORM", Form.PLAIN_TEXT, Form.class, "How a line looks.");
  private static final Setting<List<String>> KEYS =
      Setting.list("PARLEY_KEYS", "", SettingsTest::key, "Keys.").masked();
  private static final List<Setting<?>> DECLARED = List.of(PORT, LEASE, OPEN, FORM, KEYS);

  private static String key(String text) {
    if (text.length() < 4) {
      throw new IllegalArgumentException("must hold keys of at least 4 letters");
    }
    return text;
  }

  @Test
  void absentVariablesTakeTheirDefaults() {
    Settings settings = Settings.read(Map.of("PATH", "/bin"), DECLARED);
    assertEquals(8080, settings.get(PORT));
    assertEquals(Duration.ofSeconds(6), settings.get(LEASE));
    assertFalse(settings.get(OPEN));
    assertEquals(Form.PLAIN_TEXT, settings.get(FORM));
    assertEquals(List.of(), settings.get(KEYS));
  }

  @Test
  void presentVariablesAreRead() {
    Map<String, String> environment =
        Map.of("PORT", "0", "PARLEY_FORM", "json", "PARLEY_KEYS", " north, south ,");
    Settings settings = Settings.read(environment, DECLARED);
    assertEquals(0, settings.get(PORT));
    assertEquals(Form.JSON, settings.get(FORM));
    assertEquals(List.of("north", "south"), settings.get(KEYS));
  }

  @ParameterizedTest
  @CsvSource({"1000ms,1000", "1s,1000", "2m,120000", "60s,60000"})
  void durationsAreANumberAndAUnit(String text, long millis) {
    assertEquals(
        Duration.ofMillis(millis),
        Settings.read(Map.of("PARLEY_LEASE", text), DECLARED).get(LEASE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6", "6 s", "-1s", "1.5s", "6S", "999ms", "121s", "1h", "PT6S"})
  void otherDurationsAreRefusedWithTheBounds(String text) {
    assertEquals(
        "PARLEY_LEASE=%s must be a duration from 1s to 2m, such as 500ms, 2s, 30m or 1h."
            .formatted(text),
        refusal(Map.of("PARLEY_LEASE", text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "65536", "99999999999", "0x10", "٣"})
  void otherNumbersAreRefusedWithTheBounds(String text) {
    assertEquals(
        "PORT=%s must be a whole number from 0 to 65535.".formatted(text),
        refusal(Map.of("PORT", text)));
  }

  @Test
  void otherWordsAreRefusedWithTheChoice() {
    assertEquals(
        "PARLEY_FORM=xml must be one of plain-text, json.", refusal(Map.of("PARLEY_FORM", "xml")));
    assertEquals("PARLEY_OPEN=yes must be true or false.", refusal(Map.of("PARLEY_OPEN", "yes")));
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestOne() {
    assertEquals(
        "Unknown setting PARLEY_LEESE: did you mean PARLEY_LEASE?",
        refusal(Map.of("PARLEY_LEESE", "6s")));
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    assertEquals(
        """
        Unknown setting PARLEY_FORMS: did you mean PARLEY_FORM?
        PORT=many must be a whole number from 0 to 65535.\
        """,
        refusal(Map.of("PARLEY_FORMS", "json", "PORT", "many")));
  }

  @Test
  void aSecretIsNeitherPrintedNorRepeatedInARefusal() {
    assertEquals(
        "PARLEY_KEYS=**** must hold keys of at least 4 letters.",
        refusal(Map.of("PARLEY_KEYS", "abc")));
    String print = Settings.read(Map.of("PARLEY_KEYS", "north"), DECLARED).print();
    assertFalse(print.contains("north"), print);
  }

  @Test
  void thePrintNamesEveryKeyWithItsValueDefaultAndSentence() {
    Settings settings = Settings.read(Map.of("PARLEY_LEASE", "9s"), List.of(LEASE, KEYS));
    assertEquals(
        """
        # How long a lease lasts. Default: 6s.
        PARLEY_LEASE=9s

        # Keys. Default: empty.
        PARLEY_KEYS=
        """,
        settings.print());
  }

  @Test
  void aSettingThatIsReadButNotDeclaredIsOurFault() {
    Settings settings = Settings.read(Map.of(), List.of(PORT));
    assertThrows(IllegalStateException.class, () -> settings.get(LEASE));
  }

  private static String refusal(Map<String, String> environment) {
    return assertThrows(SettingsException.class, () -> Settings.read(environment, DECLARED))
        .getMessage();
  }
}
