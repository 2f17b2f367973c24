package dev.parley.presence.store;

import static dev.parley.presence.store.PresenceStoreContract.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Json;
import dev.parley.protocol.RingId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Ring;
import dev.parley.protocol.wire.Caller;
import dev.parley.protocol.wire.RingReason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RingStore} does; one test class of each implementation inherits it. */
abstract class RingStoreContract {
  static final UserId BOB = new UserId("bob");
  private static final long LIFE = Duration.ofSeconds(90).toMillis();
  private static final Values SOUP =
      Json.read("{\"what\":\"Soup à la carte 🍲\"}".getBytes(UTF_8), Values.class);
  private static final Ring.Word WORD =
      new Ring.Word(
          BOB, new SessionId("bob-laptop"), new InstanceId("bobs-page"), new CommandId("c1"));

  /** An empty store, the same during one test. */
  abstract RingStore store();

  /** Lets time pass for the store. */
  abstract void pass(Duration time);

  @Test
  void aRingIsLoadedAsItWasSaved() {
    Ring ring = save(ring("ring-0001", BOB));
    assertEquals(ring, load(ring));
    Ring busy = save(ring.busyAt(WORD.session()));
    assertEquals(busy, load(ring));
    Ring over = save(ended(busy, store()));
    assertEquals(over, load(ring));
  }

  @Test
  void whatWasNeverSavedIsNotThere() {
    assertNull(await(store().load(new RingId("ring-0001"))).ring());
    assertTrue(await(store().load(new RingId("ring-0001"))).now() > 0);
  }

  @Test
  void ofTwoThatSaveTheSameRevisionOneIsFaster() {
    Ring ring = save(ring("ring-0001", BOB));
    assertFalse(await(store().save(ring)), "the first revision is there");
    List<Boolean> saved =
        IntStream.range(0, 8)
            .mapToObj(number -> store().save(ring.busyAt(new SessionId("session-" + number))))
            .toList()
            .stream()
            .map(PresenceStoreContract::await)
            .toList();
    assertEquals(1, saved.stream().filter(won -> won).count());
    assertEquals(2, load(ring).rev());
    assertFalse(await(store().save(ended(ended(load(ring), store()), store()))), "one is missing");
  }

  @Test
  void theRingsOfAUserAreFoundWhetherCallerOrCalled() {
    Ring first = save(ring("ring-0001", BOB));
    Ring second = save(ring("ring-0002", BOB));
    Ring other = save(ring("ring-0003", new UserId("eve")));
    assertEquals(Set.of(first, second), of(BOB));
    assertEquals(Set.of(first, second, other), of(BOB, other.to(), other.from().user()));
    assertEquals(Set.of(), of(new UserId("nobody")));
    Ring over = save(ended(first, store()));
    assertEquals(Set.of(over, second), of(BOB));
    pass(RingStore.TOLD);
    assertEquals(Set.of(second), of(BOB));
  }

  @Test
  void whatEndedIsToldForAWhile() {
    Ring open = save(ring("ring-0001", BOB));
    Ring over = save(ended(save(ring("ring-0002", BOB)), store()));
    assertEquals(Set.of(open, over), recent());
    pass(RingStore.TOLD);
    assertEquals(Set.of(open), recent());
    assertEquals(over, load(over), "but it can be loaded for longer");
  }

  @Test
  void anOpenRingStaysForAMinuteAfterItsTimeThoughNobodyEndsIt() {
    Ring open = save(ring("ring-0001", BOB));
    pass(Duration.ofMillis(LIFE));
    assertEquals(Set.of(open), recent());
    pass(RingStore.KEPT);
    assertEquals(Set.of(), recent());
    assertEquals(Set.of(), of(BOB));
    assertNull(await(store().load(open.id())).ring());
  }

  Ring ring(String id, UserId to) {
    return new Ring(
        new RingId(id),
        new Caller(new UserId("ada"), new SessionId("ada-laptop")),
        new InstanceId("adas-page"),
        to,
        new RoomName("north"),
        SOUP,
        now(store()) + LIFE,
        1,
        Set.of(),
        null);
  }

  static Ring ended(Ring ring, RingStore store) {
    return ring.ended(new Ring.End(RingReason.ACCEPTED, now(store), WORD));
  }

  private static long now(RingStore store) {
    return await(store.load(new RingId("whichever"))).now();
  }

  Ring save(Ring ring) {
    assertTrue(await(store().save(ring)));
    return ring;
  }

  private Ring load(Ring ring) {
    return await(store().load(ring.id())).ring();
  }

  private Set<Ring> of(UserId... users) {
    return Set.copyOf(await(store().of(List.of(users))));
  }

  private Set<Ring> recent() {
    Future<RingStore.Recent> recent = store().recent();
    return Set.copyOf(await(recent).rings());
  }
}
