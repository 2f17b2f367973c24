package dev.parley.room.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest.Command;
import dev.parley.room.domain.Commands;
import dev.parley.room.domain.Context;
import dev.parley.room.domain.Room;
import dev.parley.room.domain.RoomChange;
import dev.parley.room.domain.Rules;
import dev.parley.runtime.Epoch;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A store, and steps of rooms to put into it. */
abstract class StoreScene {
  static final RoomName LUNCH = Commands.NAME;

  private static final Rules RULES =
      new Rules(
          50,
          false,
          Duration.ofSeconds(45),
          Duration.ofMinutes(10),
          Duration.ofSeconds(60),
          Duration.ofHours(2),
          Duration.ofHours(24),
          Duration.ofSeconds(5));

  RoomStore store;

  /** Of a store that has settled. */
  static Context context(long now) {
    return context(now, Epoch.ofMemory(Hex64.ZERO));
  }

  private static Context context(long now, Epoch epoch) {
    return new Context(
        RULES,
        now,
        epoch.id(),
        epoch.age(),
        () -> new Hex64(ThreadLocalRandom.current().nextLong()));
  }

  /** What the command is answered, of whatever age the store is. */
  RoomAnswer ask(Command command) {
    RoomStore.Loaded found = load(command.room());
    Context context = context(found.now(), found.epoch());
    Room room = found.room();
    return (room == null ? Room.absent(command.room(), context) : room)
        .handle(command, context)
        .answer();
  }

  RoomStore.Loaded load(RoomName name) {
    return await(store.load(name));
  }

  long now() {
    return load(LUNCH).now();
  }

  Future<Optional<RoomChanges>> missed(Room room, long rev) {
    return store.since(room.state().id(), room.state().incarnation(), rev);
  }

  RoomChange step(Command command) {
    return step(now(), LUNCH, command);
  }

  /** What becomes of the room that the store has now, if the command came at that time. */
  RoomChange step(long now, RoomName name, Command command) {
    Room present = load(name).room();
    Context context = context(now);
    return (present == null ? Room.absent(name, context) : present).handle(command, context);
  }

  RoomChange carryOut(Command command) {
    return carryOut(LUNCH, command);
  }

  RoomChange carryOut(RoomName name, Command command) {
    return carryOut(now(), name, command);
  }

  RoomChange carryOut(long now, RoomName name, Command command) {
    RoomChange change = step(now, name, command);
    assertTrue(await(store.save(change)), () -> "not saved: " + command);
    return change;
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
