package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.room.domain.Rules;
import dev.parley.runtime.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomSettingsTest {
  @Test
  void theDefaultsAreThoseOfTheProtocol() {
    assertEquals(
        new RoomSettings(
            new Rules(
                12,
                false,
                Duration.ofSeconds(45),
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                Duration.ofHours(2),
                Duration.ofHours(24),
                Duration.ofSeconds(5)),
            512,
            Duration.ofSeconds(1)),
        RoomSettings.from(Settings.read(Map.of(), RoomSettings.ALL)));
  }
}
