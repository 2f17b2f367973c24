package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

  private static RedisSettings read(Map<String, String> environment) {
    return RedisSettings.from(Settings.read(environment, RedisSettings.ALL));
  }

  @Test
  void withoutAnAddressThereIsNoRedis() {
    RedisSettings settings = read(Map.of());
    assertFalse(settings.isUsed());
    assertEquals("parley", settings.prefix());
    assertEquals(Duration.ofMillis(500), settings.timeout());
  }

  @Test
  void oneAddressIsARedisAndSeveralAreACluster() {
    RedisSettings one = read(Map.of("PARLEY_REDIS", "rediss://host:6379"));
    assertTrue(one.isUsed());
    assertFalse(one.isCluster());
    RedisSettings two = read(Map.of("PARLEY_REDIS", "redis://a:1, redis://b:2"));
    assertEquals(List.of(URI.create("redis://a:1"), URI.create("redis://b:2")), two.uris());
    assertTrue(two.isCluster());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:6379",
        "http://host:1",
        "redis:///1",
        "redis://host:65536",
        "redis://secret word"
      })
  void whatIsNoAddressIsRefusedAndNotRepeated(String text) {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> read(Map.of("PARLEY_REDIS", text)));
    assertFalse(refused.getMessage().contains(text), refused.getMessage());
  }

  @Test
  void aPasswordIsNotPrinted() {
    Settings settings =
        Settings.read(Map.of("PARLEY_REDIS", "redis://user:secret@host:6379"), RedisSettings.ALL);
    assertFalse(settings.print().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a{b}", "a b", "a\nb"})
  void aPrefixThatWouldMoveKeysIsRefused(String prefix) {
    assertThrows(SettingsException.class, () -> read(Map.of("PARLEY_REDIS_PREFIX", prefix)));
  }
}
