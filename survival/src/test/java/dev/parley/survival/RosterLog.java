package dev.parley.survival;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.allinone.client.Ledger;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.Json;
import dev.parley.protocol.Member;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.runtime.RedisProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every copy of a roster that any client ever had, against one linear history: that of the store's
 * own log of ops, and where the store has none any more, what the first client saw.
 *
 * <p>Threading: the loop of the crowd; {@link #compareWith} any.
 */
final class RosterLog extends Ledger {
  /** A room and its log as they are at one moment. */
  private static final String AT_ONCE =
      """
      local room = redis.call('HMGET', KEYS[1], 'incarnation', 'rev')
      return {room[1], room[2], redis.call('LRANGE', KEYS[2], 0, -1)}
      """;

  private record Moment(RoomName room, Hex64 incarnation, long rev) {}

  private final Map<Moment, String> seen = new HashMap<>();
  private final List<String> divergences = new ArrayList<>();
  private int copies;

  @Override
  public synchronized void moved(ProtocolClient client, List<RoomOp> ops) {
    Head head = client.head();
    String roster = write(client.members());
    String first =
        seen.putIfAbsent(new Moment(client.room(), head.incarnation(), head.rev()), roster);
    copies++;
    if (first != null && !first.equals(roster)) {
      divergences.add("%s at %s: %s, another had %s".formatted(client.room(), head, roster, first));
    }
  }

  private static String write(Map<SessionId, Member> members) {
    return members.values().toString();
  }

  /** How many copies were compared with each other. */
  synchronized int copies() {
    return copies;
  }

  synchronized int moments() {
    return seen.size();
  }

  synchronized List<String> divergences() {
    return List.copyOf(divergences);
  }

  /**
   * Replays what the store logged of a room since its incarnation began, and compares each copy.
   *
   * @return how many revisions were compared
   */
  synchronized int compareWith(RedisProcess redis, RoomName room) {
    String log = only(redis, "*:log:" + room);
    String record = only(redis, "*:room:" + room);
    List<?> stood = (List<?>) redis.ask("EVAL", AT_ONCE, "2", record, log);
    Hex64 incarnation = Hex64.of((String) stood.get(0));
    List<?> ops = (List<?>) stood.get(2);
    Map<SessionId, Member> roster = new LinkedHashMap<>();
    int compared = 0;
    long rev = 0;
    for (Object op : ops) {
      apply(Json.read(((String) op).getBytes(UTF_8), RoomOp.class), roster);
      rev++;
      String copy = seen.get(new Moment(room, incarnation, rev));
      if (copy != null) {
        compared++;
        if (!copy.equals(write(roster))) {
          divergences.add(
              "%s at %d: %s, the store had %s".formatted(room, rev, copy, write(roster)));
        }
      }
    }
    long stored = Long.parseLong((String) stood.get(1));
    if (rev != stored) {
      divergences.add("%s: %d ops in the log, revision %d".formatted(room, rev, stored));
    }
    return compared;
  }

  private static String only(RedisProcess redis, String pattern) {
    List<?> keys = (List<?>) redis.ask("KEYS", pattern);
    if (keys.size() != 1) {
      throw new AssertionError(pattern + ": " + keys);
    }
    return (String) keys.getFirst();
  }

  /** As a member is told of it: what servers alone know of one is no part of it. */
  private static void apply(RoomOp op, Map<SessionId, Member> roster) {
    switch (op) {
      case RoomOp.Add add -> roster.put(add.member().session(), add.member());
      case RoomOp.Replace replace -> {
        roster.remove(replace.replaces());
        roster.put(replace.member().session(), replace.member());
      }
      case RoomOp.Update update -> roster.put(update.member().session(), update.member());
      case RoomOp.Away away -> roster.put(away.member().session(), away.member());
      case RoomOp.Up up -> roster.put(up.member().session(), up.member());
      case RoomOp.Remove remove -> roster.remove(remove.session());
      case RoomOp.Key key -> {}
      case RoomOp.SetPolicy set -> {}
      case RoomOp.Lobby knock -> {}
      case RoomOp.SetBan ban -> {}
    }
  }
}
