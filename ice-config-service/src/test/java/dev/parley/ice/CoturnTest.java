package dev.parley.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.ice.domain.AllocationProbe;
import dev.parley.ice.domain.BindingProbe;
import dev.parley.ice.domain.IceUri;
import dev.parley.ice.domain.Probe;
import dev.parley.ice.domain.Probe.Outcome;
import dev.parley.ice.domain.TurnCredentials;
import dev.parley.ice.domain.TurnSecrets;
import dev.parley.protocol.IceServer;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.runtime.Bus;
import dev.parley.runtime.BusSettings;
import dev.parley.runtime.Service;
import dev.parley.runtime.Settings;
import dev.parley.runtime.VertxBus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes, and what becomes of them, against real coturn. */
@EnabledIf("dev.parley.ice.Coturn#isInstalled")
class CoturnTest {
  private static final SessionId SESSION = new SessionId("session-1");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static Coturn coturn;

  private Vertx vertx;

  @BeforeAll
  static void startCoturn() throws IOException {
    coturn = Coturn.start();
  }

  @AfterAll
  static void stopCoturn() throws IOException {
    coturn.close();
  }

  @BeforeEach
  void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stopVertx() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] id() {
    byte[] id = new byte[12];
    RANDOM.nextBytes(id);
    return id;
  }

  private static String uri(String form, Coturn server) {
    return form.replace("PORT", "" + server.port).replace("TLS", "" + server.tlsPort);
  }

  private static TurnCredentials minted(String secret) {
    long expiry = System.currentTimeMillis() / 1000 + 600;
    return TurnCredentials.mint(new TurnSecrets(List.of(secret)), SESSION, expiry);
  }

  private Outcome probe(String uri, TurnCredentials with, Duration within) {
    return await(attempt(uri, with, within));
  }

  private Future<Outcome> attempt(String uri, TurnCredentials with, Duration within) {
    IceUri server = IceUri.parse(uri);
    Probe probe =
        server.kind().relays()
            ? new AllocationProbe(with, CoturnTest::id)
            : new BindingProbe(CoturnTest::id);
    Prober prober = new Prober(vertx, within, coturn.certificate().toString());
    return prober.probe(server, probe);
  }

  /** What a server becomes that may need some moments to start. */
  private Outcome awaited(String uri, TurnCredentials with) {
    Outcome outcome = probe(uri, with, Duration.ofSeconds(5));
    for (int i = 0; i < 20 && (outcome == Outcome.SILENT || outcome == Outcome.UNREACHABLE); i++) {
      outcome = probe(uri, with, Duration.ofSeconds(5));
    }
    return outcome;
  }

  @ParameterizedTest
  @CsvSource({
    "stun:127.0.0.1:PORT",
    "stuns:127.0.0.1:TLS",
    "turn:127.0.0.1:PORT?transport=udp",
    "turn:127.0.0.1:PORT?transport=tcp",
    "turns:127.0.0.1:TLS",
    "turns:localhost:TLS"
  })
  void aLiveServerIsAliveOnEveryWay(String form) {
    assertEquals(Outcome.ALIVE, awaited(uri(form, coturn), minted(Coturn.SECRET)));
  }

  @ParameterizedTest
  @CsvSource({"turn:127.0.0.1:PORT", "turns:127.0.0.1:TLS"})
  void aWrongSecretIsRefused(String form) {
    assertEquals(Outcome.REFUSED, awaited(uri(form, coturn), minted("another-secret-0123456789")));
  }

  @Test
  void credentialsThatHaveEndedAreRefused() {
    TurnCredentials old =
        TurnCredentials.mint(new TurnSecrets(List.of(Coturn.SECRET)), SESSION, 1_700_000_000);
    assertEquals(Outcome.REFUSED, awaited(uri("turn:127.0.0.1:PORT", coturn), old));
  }

  @Test
  void fixedCredentialsAreTaken() throws IOException {
    try (Coturn fixed = Coturn.start("--lt-cred-mech", "--user=guest:guest-password")) {
      String uri = uri("turn:127.0.0.1:PORT", fixed);
      assertEquals(Outcome.ALIVE, awaited(uri, new TurnCredentials("guest", "guest-password")));
      assertEquals(Outcome.REFUSED, awaited(uri, new TurnCredentials("guest", "guessed")));
    }
  }

  @Test
  void whatAProbeAllocatesItGivesBack() throws IOException {
    try (Coturn frugal =
        Coturn.start(
            "--use-auth-secret",
            "--static-auth-secret=" + Coturn.SECRET,
            "--total-quota=1",
            "--user-quota=1")) {
      String uri = uri("turn:127.0.0.1:PORT", frugal);
      for (int i = 0; i < 3; i++) {
        // Until coturn has looked what it may forget; an allocation itself would stay 600 s.
        await(
            until(() ->
                attempt(uri, minted(Coturn.SECRET), Duration.ofSeconds(5))
                    .map(Outcome.ALIVE::equals)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "turn:127.0.0.1:PORT?transport=udp, SILENT",
    "turn:127.0.0.1:PORT?transport=tcp, UNREACHABLE",
    "turns:no-such-host.invalid:PORT, UNREACHABLE"
  })
  void aDeadServerIsNoticedWithinTheTime(String form, Outcome outcome) throws IOException {
    String uri = form.replace("PORT", "" + Coturn.freePort());
    TurnCredentials any = minted(Coturn.SECRET);
    long start = System.nanoTime();
    Outcome found = probe(uri, any, Duration.ofSeconds(10));
    assertTrue(found == outcome, () -> uri + " is " + found);
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(25));
  }

  @Test
  void aTlsServerThatNobodyVouchesForIsUnreachable() {
    Prober strict = new Prober(vertx, Duration.ofSeconds(10), "");
    assertEquals(
        Outcome.ALIVE,
        awaited(uri("stuns:127.0.0.1:TLS", coturn), minted("unused-secret-0123456789")));
    assertEquals(
        Outcome.UNREACHABLE,
        await(
            strict.probe(
                IceUri.parse(uri("stuns:127.0.0.1:TLS", coturn)),
                new BindingProbe(CoturnTest::id))));
  }

  // The service

  private record Told(Bus bus, MeterRegistry meters, AtomicInteger changes) {
    /** The ports of the TURN servers that a session is told, in order. */
    Future<List<String>> ports() {
      return bus.ask(Service.ICE, new IceRequest(SESSION, null))
          .map(config ->
              config.servers().stream()
                  .map(IceServer::urls)
                  .flatMap(List::stream)
                  .map(url -> url.replaceAll(".*:([0-9]+)\\?.*", "$1"))
                  .toList());
    }

    int servers(String state) {
      return (int)
          meters.get("parley.ice.servers").tags("kind", "turn-udp", "state", state).gauge().value();
    }
  }

  /** Asks again each 20 ms until it holds. */
  private Future<Void> until(Supplier<Future<Boolean>> condition) {
    return condition
        .get()
        .compose(holds ->
            holds
                ? Future.succeededFuture()
                : vertx.timer(20, TimeUnit.MILLISECONDS).compose(elapsed -> until(condition)));
  }

  private void awaitPorts(Told told, String... expected) {
    await(until(() -> told.ports().map(List.of(expected)::equals)));
  }

  private Told serve(String uris) {
    MeterRegistry meters = new SimpleMeterRegistry();
    Bus bus = new VertxBus(vertx, new BusSettings(Duration.ofSeconds(30), 1000), meters);
    AtomicInteger changes = new AtomicInteger();
    await(bus.listen(new NodeId("gw-1"), message -> changes.incrementAndGet()));
    Map<String, String> environment =
        Map.of(
            "PARLEY_ICE_URLS",
            uris,
            "PARLEY_ICE_TURN_SECRETS",
            Coturn.SECRET,
            "PARLEY_ICE_PROBE_INTERVAL",
            "200ms",
            "PARLEY_ICE_PROBE_TIMEOUT",
            "2s");
    IceSettings settings = IceSettings.from(Settings.read(environment, IceSettings.ALL));
    await(
        vertx.deployVerticle(new IceConfigService(settings, bus, meters, InstantSource.system())));
    return new Told(bus, meters, changes);
  }

  @Test
  void serversThatFailAreToldToNobodyAndOneThatComesBackIs() throws IOException {
    try (Coturn frozen = Coturn.start();
        Coturn other = Coturn.start("--use-auth-secret", "--static-auth-secret=other-secret-x");
        Coturn dead = Coturn.start()) {
      String frozenPort = "" + frozen.port;
      String livePort = "" + coturn.port;
      for (Coturn started : List.of(frozen, dead, coturn)) {
        assertEquals(
            Outcome.ALIVE, awaited(uri("turn:127.0.0.1:PORT", started), minted(Coturn.SECRET)));
      }
      dead.kill();
      Told told =
          serve(
              "turn:127.0.0.1:%s,turn:127.0.0.1:%s,turn:127.0.0.1:%s,turn:127.0.0.1:%s"
                  .formatted(dead.port, other.port, frozen.port, coturn.port));
      awaitPorts(told, frozenPort, livePort);
      int before = told.changes().get();

      frozen.freeze();
      awaitPorts(told, livePort);
      frozen.thaw();
      awaitPorts(told, frozenPort, livePort);
      assertTrue(told.changes().get() >= before + 2, "gateways were told of both");
      assertEquals(2, told.servers("up"));
      assertEquals(2, told.servers("down"));
    }
  }

  @Test
  void theLastServersStayEvenWhenAllAreDead() throws IOException {
    int one = Coturn.freePort();
    int two = Coturn.freePort();
    Told told = serve("turn:127.0.0.1:%s,turn:127.0.0.1:%s".formatted(one, two));
    await(until(() -> Future.succeededFuture(told.servers("down") == 2)));
    assertEquals(List.of("" + one, "" + two), await(told.ports()));
  }
}
