package dev.parley.room.domain;

import static dev.parley.room.domain.Commands.NAME;
import static dev.parley.room.domain.Commands.id;
import static dev.parley.room.domain.Commands.profile;

import dev.parley.protocol.Grant;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.TokenId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Command;
import dev.parley.protocol.bus.RoomRequest.Join;
import java.util.ArrayList;
import java.util.Arrays;
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
    return switch (random.nextInt(14)) {
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
      default ->
          new RoomRequest.Moderate(
              NAME, chance(0.7) ? moderator(room) : who, id("m" + drawn++), generation, act(room));
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
        grant(),
        Values.NONE,
        List.of(),
        chance(0.3) ? session(room) : null,
        List.of(id("o1"), id("o2")));
  }

  /** Mostly as in open mode. */
  private Grant grant() {
    if (chance(0.6)) {
      return chance(0.5) ? Grant.OPEN : new Grant(user(), null, null, null, null);
    }
    TokenId token = new TokenId("token-" + random.nextInt(PAGES));
    List<Publish> publish = chance(0.5) ? null : kinds();
    return new Grant(user(), pick(List.of(Role.values())), publish, token, null);
  }

  private UserId user() {
    return new UserId("user-" + random.nextInt(PAGES));
  }

  private List<Publish> kinds() {
    return Arrays.stream(Publish.values()).filter(kind -> chance(0.5)).toList();
  }

  /** Somebody whose role moderates, as far as there is one. */
  private SessionId moderator(Room room) {
    return room.state().members().values().stream()
        .filter(entry -> entry.member().role().moderates())
        .map(entry -> entry.member().session())
        .findFirst()
        .orElse(session(room));
  }

  private Moderation act(Room room) {
    SessionId target = session(room);
    SessionId waiting = waiting(room);
    return switch (random.nextInt(18)) {
      case 0, 1 -> new Moderation.Kick(target);
      case 2, 13, 14 -> new Moderation.Ban(chance(0.3) ? waiting : target);
      case 3 -> new Moderation.Unban(banned(room));
      case 4 -> new Moderation.Mute(target, kinds());
      case 5 -> new Moderation.Allow(target, kinds());
      case 6 -> new Moderation.SetRole(target, pick(List.of(Role.values())));
      case 7, 8 -> new Moderation.Admit(chance(0.3) ? null : waiting);
      case 9 -> new Moderation.Deny(waiting);
      case 10, 11 -> new Moderation.SetKey("k" + millis(40), value());
      case 12 -> chance(0.6) ? new Moderation.Close() : new Moderation.Admit(null);
      default -> new Moderation.SetPolicy(policy());
    };
  }

  /** Mostly somebody who waits. */
  private SessionId waiting(Room room) {
    List<SessionId> there = List.copyOf(room.state().lobby().keySet());
    return there.isEmpty() || chance(0.1) ? session(room) : pick(there);
  }

  private SessionId banned(Room room) {
    List<SessionId> there = List.copyOf(room.state().bans().keySet());
    return there.isEmpty() || chance(0.1) ? session(room) : pick(there);
  }

  /** Mostly somebody of the room. */
  private SessionId session(Room room) {
    List<SessionId> there = new ArrayList<>(room.state().members().keySet());
    there.addAll(room.state().lobby().keySet());
    return there.isEmpty() || chance(0.1) ? pick(sessions) : pick(there);
  }

  /** Around the stored one. */
  private long generation(Room room, SessionId session) {
    Seat seat = room.state().seat(session);
    return Math.max(1, (seat == null ? 1 : seat.generation()) + random.nextInt(-1, 3));
  }

  private NodeId node(Room room, SessionId session) {
    Seat seat = room.state().seat(session);
    return seat == null || chance(0.2) ? node() : seat.node();
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

  private Policy.Change policy() {
    return new Policy.Change(
        chance(0.2) ? null : 1 + random.nextInt(8),
        flag(0.5),
        chance(0.3) ? null : chance(0.7),
        flag(0.2),
        flag(0.5));
  }

  private Boolean flag(double probability) {
    return chance(0.5) ? null : chance(probability);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
