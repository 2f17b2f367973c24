package dev.parley.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.Pace;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.allinone.client.Wire;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.runtime.RedisProcess;
import dev.parley.runtime.Until;
import dev.parley.survival.Negotiations.Negotiation;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * People in rooms that span all gateways, who call each other whenever they are told to.
 *
 * <p>Threading: the test's.
 */
final class Meeting implements AutoCloseable {
  /** What the settings of the processes ask of clients. */
  static final Crowd.Manners MANNERS = manners(Pace.REAL);

  private static final long SEED = 20261122;

  private final Parley parley;
  private final String name;
  private final int people;
  private final int rooms;
  private final Random random = new Random(SEED);
  private final Negotiations negotiations = new Negotiations();
  private final Crowd crowd = new Crowd(MANNERS, negotiations, SEED);

  /** They are in when this returns. */
  Meeting(Parley parley, String name, int people, int rooms) {
    this.parley = parley;
    this.name = name;
    this.people = people;
    this.rooms = rooms;
    negotiations.among(crowd);
    for (int number = 0; number < people; number++) {
      add(number);
    }
    crowd.await(
        "everybody sees everybody",
        () -> crowd.isCalm() && crowd.all().allMatch(one -> one.members().size() == aRoom()));
    crowd.run(negotiations::begin);
  }

  /** The same at another pace. */
  static Crowd.Manners manners(Pace pace) {
    return new Crowd.Manners(pace, Form.SILENCE_MS, () -> Wire.Faults.NONE, ClusterPlan.SECRET);
  }

  /** One more, who comes in by any gateway, in the room of that number and as soon as may be. */
  ProtocolClient add(int number) {
    return crowd.add(
        new RoomName(name + "-" + number % rooms), List.of(), parley.front(random.nextLong()));
  }

  private int aRoom() {
    return people / rooms;
  }

  Crowd crowd() {
    return crowd;
  }

  Negotiations negotiations() {
    return negotiations;
  }

  /** Everybody who is in calls somebody: a first offer, an ICE restart or a track look alike. */
  List<Negotiation> begin() {
    return crowd.call(() ->
        crowd
            .all()
            .filter(caller -> caller.session() != null)
            .map(caller -> negotiations.start(caller, other(caller)))
            .toList());
  }

  private ProtocolClient other(ProtocolClient caller) {
    List<ProtocolClient> others =
        crowd.in(caller.room()).stream()
            .filter(client -> client != caller && caller.members().containsKey(client.session()))
            .toList();
    return others.get(random.nextInt(others.size()));
  }

  /** Waits until all of these are connected, and adds how long each took. */
  void finish(List<Negotiation> some, Times times) {
    crowd.await("they are connected", () -> Negotiations.areOver(some));
    some.forEach(one -> times.add(one.duration()));
  }

  /** Everybody calls somebody, and all are connected. */
  Times talk() {
    Times times = new Times();
    finish(begin(), times);
    return times;
  }

  /** Somebody new comes in by that gateway and nowhere else, and all are connected. */
  Times talkVia(ParleyProcess gateway) {
    ProtocolClient there = crowd.add(new RoomName(name + "-0"), List.of(), gateway::address);
    crowd.await(
        "all see who came",
        () ->
            there.isLive()
                && crowd.in(there.room()).stream()
                    .allMatch(one -> one.members().containsKey(there.session())));
    return talk();
  }

  /** Whose gateway, at the moment, is a life of that process. */
  static boolean isAt(ParleyProcess gateway, ProtocolClient client) {
    return client.node() != null && client.node().value().startsWith(gateway.name() + "-");
  }

  /** The gateway that holds most of them. */
  ParleyProcess fullest() {
    return crowd.call(() ->
        parley.gateways().stream()
            .max(
                Comparator.comparingLong(
                    gateway -> crowd.all().filter(one -> isAt(gateway, one)).count()))
            .orElseThrow());
  }

  /** Waits until all have sockets, and one and the same copy of each room, which is the store's. */
  void agree() {
    Until.so(name + " is as the store has it", () -> crowd.call(crowd::agree) && isStored());
  }

  /** The same, and what anybody asked for is done. */
  void converge() {
    Until.so(name + " is as the store has it", () -> crowd.call(crowd::isCalm) && isStored());
  }

  private boolean isStored() {
    Map<RoomName, Head> heads = new TreeMap<>(Comparator.comparing(RoomName::value));
    crowd.run(() ->
        crowd
            .all()
            .filter(ProtocolClient::isLive)
            .forEach(one -> heads.put(one.room(), one.head())));
    try {
      return heads.entrySet().stream()
          .allMatch(room -> room.getValue().equals(stored(room.getKey())));
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Null where there is none. */
  private Head stored(RoomName room) {
    RedisProcess redis = parley.redis();
    List<?> keys = (List<?>) redis.ask("KEYS", "*:room:" + room);
    if (keys.isEmpty()) {
      return null;
    }
    String key = (String) keys.getFirst();
    List<?> head = (List<?>) redis.ask("HMGET", key, "incarnation", "rev", "digest");
    return new Head(
        Hex64.of((String) head.get(0)),
        Long.parseLong((String) head.get(1)),
        Hex64.of((String) head.get(2)));
  }

  Set<SessionId> sessions() {
    return crowd.call(
        () -> crowd.all().map(ProtocolClient::session).collect(Collectors.toUnmodifiableSet()));
  }

  /** Between those who are there, what was not delivered once and in order. */
  List<String> faults() {
    Set<SessionId> present = sessions();
    return negotiations.faults(present);
  }

  /**
   * Nothing that was said is lost, and nobody had to come in as somebody new.
   *
   * @param joins how often anybody should have entered
   */
  void checkNothingIsLost(int joins) {
    crowd.run(() -> {
      assertEquals(List.of(), negotiations.unsaid());
      assertEquals(joins, negotiations.joins(), negotiations::story);
    });
    assertEquals(List.of(), faults());
  }

  @Override
  public void close() {
    crowd.close();
  }
}
