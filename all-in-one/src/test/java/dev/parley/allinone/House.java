package dev.parley.allinone;

import dev.parley.allinone.client.TestSocket;
import dev.parley.gateway.GatewaySettings;
import dev.parley.gateway.GatewayVerticle;
import dev.parley.ice.IceConfigService;
import dev.parley.ice.IceSettings;
import dev.parley.presence.PresenceService;
import dev.parley.presence.PresenceSettings;
import dev.parley.presence.PresenceStores;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.room.RoomService;
import dev.parley.room.RoomSettings;
import dev.parley.runtime.Bus;
import dev.parley.runtime.BusSettings;
import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import dev.parley.runtime.VertxBus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All services in this JVM, with as many gateways as a test likes, each under a node id of its own.
 */
final class House implements AutoCloseable {
  private static final List<Setting<?>> DECLARED =
      Stream.of(
              GatewaySettings.ALL,
              RoomSettings.ALL,
              PresenceSettings.ALL,
              IceSettings.ALL,
              BusSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  /** A verticle that a test freezes must have an event loop of its own. */
  private static final int LOOPS = 16;

  private final Vertx vertx;
  private volatile Duration passed = Duration.ZERO;

  /** The gateways' and ice-config-service's; rooms and leases have their own. */
  private final InstantSource clock = () -> Instant.now().plus(passed);

  private final Settings settings;
  private final Bus bus;
  private final UnaryOperator<Bus> gatewayBus;
  private final ShakyStore store = new ShakyStore();
  private final PresenceStores presenceStores = PresenceStores.inMemory(new Hex64(1));
  private final List<GatewayVerticle> gateways = new ArrayList<>();
  private final List<MeterRegistry> meters = new ArrayList<>();
  private final Map<String, String> deployments = new HashMap<>();

  private House(Vertx vertx, Map<String, String> environment, UnaryOperator<Bus> gatewayBus) {
    this.vertx = vertx;
    Map<String, String> all = new HashMap<>(environment);
    all.put("PORT", "0");
    // All gateways open each other's tickets.
    all.put("PARLEY_TICKET_KEYS", Base64.getEncoder().encodeToString(new byte[32]));
    all.putIfAbsent("PARLEY_JOINS_PER_SECOND", "1000");
    // A gateway that is stopped goes without a word, unless the test is about the word.
    all.putIfAbsent("PARLEY_DRAIN_WITHIN", "0s");
    // A machine that does much else answers late; only a test that stops a service awaits silence.
    all.putIfAbsent("PARLEY_BUS_REPLY_TIMEOUT", "10s");
    this.settings = Settings.read(all, DECLARED);
    this.bus = new VertxBus(vertx, BusSettings.from(settings), new SimpleMeterRegistry());
    this.gatewayBus = gatewayBus;
  }

  /** A house with one gateway and all services. */
  static House open(Map<String, String> environment) {
    return open(environment, UnaryOperator.identity());
  }

  /** The same; what the gateways say on the bus goes through a bus of the test's own. */
  static House open(Map<String, String> environment, UnaryOperator<Bus> gatewayBus) {
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(LOOPS);
    return open(Vertx.vertx(options), environment, gatewayBus);
  }

  /** The same on that Vert.x, which ends with the house. */
  static House open(Vertx vertx, Map<String, String> environment, UnaryOperator<Bus> gatewayBus) {
    House house = new House(vertx, environment, gatewayBus);
    house.startPresence();
    house.startRooms();
    house.startIce();
    house.addGateway();
    return house;
  }

  /** Starts presence-service, with what an earlier one kept. */
  void startPresence() {
    LongSupplier steady = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    start(
        "presence",
        new PresenceService(PresenceSettings.from(settings), bus, presenceStores, steady));
  }

  private void startRooms() {
    start("rooms", new RoomService(RoomSettings.from(settings), bus, store));
  }

  void startIce() {
    start(
        "ice",
        new IceConfigService(IceSettings.from(settings), bus, new SimpleMeterRegistry(), clock));
  }

  private void start(String name, VerticleBase verticle) {
    deployments.put(name, await(vertx.deployVerticle(verticle)));
  }

  /** Ends a service without a word: rooms, presence, ice or gw-0 and so on. */
  void stop(String name) {
    await(vertx.undeploy(deployments.remove(name)));
  }

  /** Begins an orderly stop of a gateway; completes when it is gone. */
  Future<Void> stopping(int gateway) {
    return vertx.undeploy(deployments.remove("gw-" + gateway));
  }

  /** Waits until each gateway that has not been stopped knows all others. */
  void awaitFellows() {
    List<Integer> running =
        IntStream.range(0, gateways())
            .filter(number -> deployments.containsKey("gw-" + number))
            .boxed()
            .toList();
    await(
        "all know each other",
        () -> running.stream().allMatch(number -> fellows(number) == running.size() - 1));
  }

  private int fellows(int gateway) {
    return (int) gauge(gateway, "parley.gateway.fellows");
  }

  /** How many there have been. */
  int gateways() {
    return gateways.size();
  }

  /** Whether clients may be sent there. */
  boolean isReady(int gateway) {
    return gateways.get(gateway).acceptsSockets();
  }

  /** Adds a gateway; answers its number. */
  int addGateway() {
    int number = gateways.size();
    NodeId id = new NodeId("gw-" + number);
    MeterRegistry counted = new SimpleMeterRegistry();
    meters.add(counted);
    GatewayVerticle gateway =
        new GatewayVerticle(
            id, GatewaySettings.from(settings), gatewayBus.apply(bus), counted, clock);
    start(id.value(), gateway);
    gateways.add(gateway);
    return number;
  }

  /** Sets the clock of the gateways and of ice-config-service ahead. */
  void pass(Duration time) {
    passed = passed.plus(time);
  }

  int port(int gateway) {
    return gateways.get(gateway).port();
  }

  /** A new socket to a gateway. */
  TestSocket socket(int gateway) {
    return TestSocket.open(vertx, port(gateway));
  }

  /** What room-service keeps its rooms in. */
  ShakyStore store() {
    return store;
  }

  /** What that gauge of a gateway shows. */
  double gauge(int gateway, String name) {
    return meters(gateway).get(name).gauge().value();
  }

  /** How many sockets the gateway has closed with that code, by the counter of its kind. */
  double closes(int gateway, String counter, CloseCode code) {
    return meters(gateway).get(counter).tag("code", "" + code.code()).counter().count();
  }

  MeterRegistry meters(int gateway) {
    return meters.get(gateway);
  }

  /** The sessions whose sockets are at any of the gateways. */
  int sessions() {
    return (int)
        meters.stream()
            .mapToDouble(each -> each.get("parley.gateway.sessions").gauge().value())
            .sum();
  }

  Vertx vertx() {
    return vertx;
  }

  Bus bus() {
    return bus;
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  /** Waits until something holds; looked at on an event loop. */
  void await(String what, BooleanSupplier condition) {
    Promise<Void> met = Promise.promise();
    // On an event loop: a timer that ends before its maker knows it cannot be cancelled.
    vertx.runOnContext(turn ->
        vertx.setPeriodic(
            10,
            timer -> {
              if (condition.getAsBoolean()) {
                vertx.cancelTimer(timer);
                met.complete();
              }
            }));
    try {
      met.future().await(TestSocket.PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(what + " was awaited in vain", e);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(TestSocket.PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
