package dev.parley.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.IceServer;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.runtime.Bus;
import dev.parley.runtime.BusSettings;
import dev.parley.runtime.Service;
import dev.parley.runtime.Settings;
import dev.parley.runtime.SettingsException;
import dev.parley.runtime.VertxBus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class IceConfigServiceTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PARLEY_ICE_URLS", "turns:turn.example.org:443, stun:stun.example.org, stun:dns:53",
          "PARLEY_ICE_TURN_SECRETS", "north-secret-0123456789,south-secret-0123456789",
          "PARLEY_ICE_TTL", "10m",
          "PARLEY_ICE_PROBES", "false");

  private static IceSettings settings(Map<String, String> environment) {
    return IceSettings.from(Settings.read(environment, IceSettings.ALL));
  }

  @Test
  void aSessionIsToldTheServersOfTheConfigurationOverTheBus(Vertx vertx, VertxTestContext test) {
    BusSettings generous = new BusSettings(Duration.ofSeconds(30), 100);
    Bus bus = new VertxBus(vertx, generous, new SimpleMeterRegistry());
    vertx
        .deployVerticle(
            new IceConfigService(settings(ENVIRONMENT), bus, new SimpleMeterRegistry(), CLOCK))
        .compose(up ->
            bus.ask(Service.ICE, new IceRequest(new SessionId("Zm9vYmFyYmF6cXV4MTIzNA"), null)))
        .onComplete(
            test.succeeding(told ->
                test.verify(() -> {
                  assertEquals(expected(), told);
                  test.completeNow();
                })));
  }

  /** The password is openssl's, for 1700000600:Zm9vYmFyYmF6cXV4MTIzNA and the first secret. */
  private static IceConfig expected() {
    return new IceConfig(
        List.of(
            new IceServer(List.of("stun:stun.example.org:3478"), null, null),
            new IceServer(
                List.of("turns:turn.example.org:443?transport=tcp"),
                "1700000600:Zm9vYmFyYmF6cXV4MTIzNA",
                "tmjpVlWGyOUqeydeXQr6O7DYq10=")),
        1_700_000_600_000L);
  }

  @Test
  void nothingIsConfiguredUnlessSomebodyDoes() {
    IceSettings settings = settings(Map.of());
    assertEquals(List.of(), settings.providers());
    assertEquals(Duration.ofMinutes(30), settings.ttl());
  }

  @Test
  void aBadUriStopsTheStartWithASentence() {
    String message = refusal(Map.of("PARLEY_ICE_URLS", "stun:ok, turn:host:99999"));
    assertEquals(
        "PARLEY_ICE_URLS=stun:ok, turn:host:99999 cannot be used:"
            + " turn:host:99999 has a port outside 1 to 65535.",
        message);
  }

  @Test
  void aBadSecretStopsTheStartAndIsNotRepeated() {
    String message = refusal(Map.of("PARLEY_ICE_TURN_SECRETS", "tooshort"));
    assertFalse(message.contains("tooshort"), message);
  }

  @Test
  void turnWithoutASecretStopsTheStart() {
    assertEquals(
        "PARLEY_ICE_URLS has TURN servers and nothing to open them with.",
        refusal(Map.of("PARLEY_ICE_URLS", "turn:host")));
  }

  @Test
  void aFileThatIsNotThereStopsTheStart() {
    String message = refusal(Map.of("PARLEY_ICE_FILE", "no/such/file.json"));
    assertTrue(message.contains("names a file that cannot be read"), message);
  }

  private static String refusal(Map<String, String> environment) {
    return assertThrows(SettingsException.class, () -> settings(environment)).getMessage();
  }
}
