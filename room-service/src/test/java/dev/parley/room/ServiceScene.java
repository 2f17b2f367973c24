package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.room.domain.Commands;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.Rules;
import dev.parley.room.store.MemoryRoomStore;
import dev.parley.runtime.Bus;
import dev.parley.runtime.BusSettings;
import dev.parley.runtime.Service;
import dev.parley.runtime.VertxBus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Two instances of the service over one store, on a real bus, with everything faster than usual.
 */
abstract class ServiceScene {
  static final RoomName LUNCH = Commands.NAME;
  static final Hex64 EPOCH = new Hex64(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static final RoomSettings QUICK =
      new RoomSettings(
          new Rules(
              50,
              false,
              Duration.ofMillis(200),
              Duration.ofMinutes(10),
              Duration.ofSeconds(60),
              Duration.ofHours(2),
              Duration.ofHours(24),
              Duration.ofSeconds(5)),
          512,
          Duration.ofMillis(20));

  final Vertx vertx = Vertx.vertx();
  final Bus bus = new VertxBus(vertx, new BusSettings(PATIENCE, 1_000), new SimpleMeterRegistry());
  final MemoryRoomStore memory = new MemoryRoomStore(EPOCH, QUICK.log(), InstantSource.system());
  final FrailStore store = new FrailStore(vertx, memory);
  final AtomicInteger asked = new AtomicInteger();

  /** What presence-service says. */
  volatile PresenceAnswer leases =
      new PresenceAnswer.Leases(Set.of(Commands.HERE, Commands.THERE), true, EPOCH);

  /** What it says to the next question instead. */
  volatile @Nullable Supplier<PresenceAnswer> onceAsked;

  @BeforeEach
  void start() {
    await(
        bus.serve(
            Service.PRESENCE,
            question -> {
              asked.incrementAndGet();
              Supplier<PresenceAnswer> special = onceAsked;
              onceAsked = null;
              return Future.succeededFuture(special == null ? leases : special.get());
            }));
    await(vertx.deployVerticle(new RoomService(QUICK, bus, store)));
    await(vertx.deployVerticle(new RoomService(QUICK, bus, store)));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  static PresenceAnswer alive(boolean certain, NodeId... nodes) {
    return new PresenceAnswer.Leases(Set.of(nodes), certain, EPOCH);
  }

  Follower follow(NodeId node) {
    return await(Follower.on(bus, node));
  }

  RoomAnswer ask(RoomRequest question) {
    return await(bus.ask(Service.ROOMS, question));
  }

  RoomAnswer.Accepted accept(RoomRequest.Command command) {
    return assertInstanceOf(RoomAnswer.Accepted.class, ask(command));
  }

  /** Asks again while the answer is unavailable, as a gateway does. */
  Future<RoomAnswer.Accepted> insist(RoomRequest.Command command) {
    return bus.ask(Service.ROOMS, command)
        .compose(answer ->
            answer instanceof RoomAnswer.Unavailable
                ? insist(command)
                : Future.succeededFuture((RoomAnswer.Accepted) answer));
  }

  Room room() {
    return memory.load(LUNCH).result().room();
  }

  boolean isUp(String person) {
    return room().state().entry(Commands.session(person)).isUp();
  }

  void eventually(BooleanSupplier condition) {
    Promise<Void> met = Promise.promise();
    vertx.setPeriodic(
        5,
        timer -> {
          if (condition.getAsBoolean()) {
            met.tryComplete();
          }
        });
    await(met.future());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
