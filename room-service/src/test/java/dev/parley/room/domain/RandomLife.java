package dev.parley.room.domain;

import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.id;
import static dev.parley.room.domain.Commands.profile;

import dev.parley.protocol.Grant;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Command;
import dev.parley.protocol.bus.RoomRequest.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What people and gateways say at random: sensible, stale, doubled and late commands, about
 * sessions that exist and others.
 */
final class RandomLife {
  static final List<NodeId> NODES = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));
  private static final int PAGES = 30;
  private static final int LATE = 30;

  private final Random random;
  private final List<Command> past = new ArrayList<>();
  private final List<SessionId> sessions = new ArrayList<>();
  private int drawn;

  RandomLife(long seed) {
    random = new Random(seed);
    sessions.add(new SessionId("nobody-there"));
  }

  /** A new command, or one of the last again. */
  Command next(Room room) {
    if (!past.isEmpty() && chance(0.15)) {
      return past.get(Math.max(0, past.size() - 1 - random.nextInt(LATE)));
    }
    Command command = fresh(room);
    past.add(command);
    return command;
  }

  /** Mostly moments, sometimes longer than any deadline. */
  long pause() {
    return chance(0.7) ? millis(500) : chance(0.98) ? millis(40_000) : millis(30 * 3_600_000L);
  }

  NodeId node() {
    return pick(NODES);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private long millis(long most) {
    return random.nextLong(most + 1);
  }

  private Command fresh(Room room) {
    SessionId who = session(room);
    long generation = generation(room, who);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> join(room);
      case 3 -> new RoomRequest.Resume(NAME, who, instance(room, who), generation, node());
      case 4 -> new RoomRequest.Up(NAME, who, generation, node(room, who));
      case 5 ->
          new RoomRequest.Away(
              NAME, who, generation, node(room, who), chance(0.5) ? null : millis(700_000));
      case 6 -> new RoomRequest.Leave(NAME, who, generation);
      case 7, 8 ->
          new RoomRequest.Update(
              NAME, who, id("u" + drawn++), generation, values(), List.of("p" + millis(3)));
      case 9 -> new RoomRequest.Kick(NAME, who, id("k" + drawn++), generation, session(room));
      case 10 ->
          new RoomRequest.SetKey(
              NAME, who, id("s" + drawn++), generation, "k" + millis(40), value());
      default -> new RoomRequest.SetPolicy(NAME, who, id("o" + drawn++), generation, capacity());
    };
  }

  private Join join(Room room) {
    SessionId session = new SessionId("session-%04d".formatted(drawn++));
    sessions.add(session);
    return new Join(
        NAME,
        session,
        new InstanceId("page-of-" + random.nextInt(PAGES)),
        id("j" + drawn++),
        1 + random.nextInt(3),
        node(),
        Grant.OPEN,
        Values.NONE,
        List.of(),
        chance(0.3) ? session(room) : null,
        List.of(id("o1"), id("o2")));
  }

  /** Mostly somebody of the room. */
  private SessionId session(Room room) {
    List<SessionId> there = List.copyOf(room.state().members().keySet());
    return there.isEmpty() || chance(0.1) ? pick(sessions) : pick(there);
  }

  /** Around the stored one. */
  private long generation(Room room, SessionId session) {
    var entry = room.state().entry(session);
    return Math.max(1, (entry == null ? 1 : entry.seat().generation()) + random.nextInt(-1, 3));
  }

  private NodeId node(Room room, SessionId session) {
    var entry = room.state().entry(session);
    return entry == null || chance(0.2) ? node() : entry.seat().node();
  }

  private InstanceId instance(Room room, SessionId session) {
    var entry = room.state().entry(session);
    return entry == null || chance(0.1)
        ? new InstanceId("page-of-a-thief")
        : entry.seat().instance();
  }

  private Values values() {
    return profile("p" + millis(3), "x".repeat((int) millis(250)));
  }

  private String value() {
    return chance(0.2) ? null : "v" + millis(9);
  }

  private Policy.Change capacity() {
    return new Policy.Change(
        chance(0.2) ? null : 1 + random.nextInt(8), chance(0.5) ? null : chance(0.5));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
