package dev.parley.protocol.bus;

import dev.parley.protocol.Ban;
import dev.parley.protocol.Check;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Knock;
import dev.parley.protocol.Member;
import dev.parley.protocol.Policy;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.RoomSnapshot;
import dev.parley.protocol.Seat;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Tombstone;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room as servers know it: the truth in the store, and the replica of each gateway that hosts it.
 *
 * <p>Threading: immutable.
 *
 * @param rev 0 only for a room that does not exist yet
 * @param members in the order of joining
 * @param lobby who waits, in the order of coming
 * @param bans by the session that names each
 */
public record RoomState(
    RoomName id,
    Hex64 incarnation,
    long rev,
    Policy policy,
    Map<String, KeyEntry> keys,
    Map<SessionId, Entry> members,
    Map<SessionId, Tombstone> tombstones,
    Map<SessionId, Waiting> lobby,
    Map<SessionId, Banned> bans) {
  public RoomState {
    Check.present("id", id);
    Check.present("incarnation", incarnation);
    Check.present("policy", policy);
    keys = ordered(Check.present("keys", keys));
    members = ordered(Check.present("members", members));
    tombstones = ordered(Check.present("tombstones", tombstones));
    lobby = ordered(lobby == null ? Map.of() : lobby);
    bans = ordered(bans == null ? Map.of() : bans);
  }

  /** A room in which nothing has happened. */
  public static RoomState empty(RoomName id, Hex64 incarnation, Policy policy) {
    return new RoomState(
        id, incarnation, 0, policy, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The same room, its revisions counted on from there under another incarnation. */
  public RoomState restarted(Hex64 nextIncarnation, long nextRev) {
    return new RoomState(
        id, nextIncarnation, nextRev, policy, keys, members, tombstones, lobby, bans);
  }

  /** The same room, with those members. */
  public RoomState withMembers(Map<SessionId, Entry> next) {
    return new RoomState(id, incarnation, rev, policy, keys, next, tombstones, lobby, bans);
  }

  /** The same room, with those in the lobby. */
  public RoomState withLobby(Map<SessionId, Waiting> next) {
    return new RoomState(id, incarnation, rev, policy, keys, members, tombstones, next, bans);
  }

  /** The same room, with those tombstones. */
  public RoomState withTombstones(Map<SessionId, Tombstone> next) {
    return new RoomState(id, incarnation, rev, policy, keys, members, next, lobby, bans);
  }

  public @Nullable Entry entry(SessionId session) {
    return members.get(session);
  }

  /** Somebody who waits in the lobby; null where nobody of that session does. */
  public @Nullable Waiting waiting(SessionId session) {
    return lobby.get(session);
  }

  /** Whether that session is one that may not come back. */
  public boolean isOut(SessionId session) {
    return tombstones.containsKey(session) || bans.containsKey(session);
  }

  /** Where a member is, or somebody who waits; null where the session is neither. */
  public @Nullable Seat seat(SessionId session) {
    Entry entry = members.get(session);
    Waiting waiting = lobby.get(session);
    if (entry != null) {
      return entry.seat();
    }
    return waiting == null ? null : waiting.place().seat();
  }

  /** Where the sockets are of the members that are up, and of those who wait. */
  public Map<SessionId, Seat> held() {
    Map<SessionId, Seat> seats = new LinkedHashMap<>();
    members.values().stream()
        .filter(Entry::isUp)
        .forEach(entry -> seats.put(entry.member().session(), entry.seat()));
    lobby.values().stream()
        .filter(Waiting::isThere)
        .forEach(waiting -> seats.put(waiting.session(), waiting.place().seat()));
    return seats;
  }

  /** The XOR of the tags of all entries. */
  public Hex64 digest() {
    Hex64 digest = policy.tag();
    for (KeyEntry entry : keys.values()) {
      digest = digest.xor(entry.tag());
    }
    for (Entry entry : members.values()) {
      digest = digest.xor(entry.member().tag());
    }
    for (Waiting waiting : lobby.values()) {
      digest = digest.xor(waiting.knock().tag());
    }
    for (Banned banned : bans.values()) {
      digest = digest.xor(banned.ban().tag());
    }
    return digest;
  }

  public Head head() {
    return new Head(incarnation, rev, digest());
  }

  /** The room as its members see it. */
  public RoomSnapshot snapshot() {
    List<Member> roster = members.values().stream().map(Entry::member).toList();
    List<Knock> knocks = lobby.values().stream().map(Waiting::knock).toList();
    List<Ban> out = bans.values().stream().map(Banned::ban).toList();
    return new RoomSnapshot(id, incarnation, rev, digest(), policy, keys, roster, knocks, out);
  }

  /** The room after one op, one revision on. */
  public RoomState apply(RoomOp op) {
    return switch (op) {
      case RoomOp.Add add -> put(add.member(), add.seat(), null);
      case RoomOp.Replace replace -> put(replace.member(), replace.seat(), replace.replaces());
      case RoomOp.Update update -> put(update.member(), update.seat(), null);
      case RoomOp.Away away -> put(away.member(), away.seat(), null);
      case RoomOp.Up up -> put(up.member(), up.seat(), null);
      case RoomOp.Remove remove -> remove(remove);
      case RoomOp.Key key -> key(key);
      case RoomOp.SetPolicy set -> next(set.policy(), keys, members, tombstones);
      case RoomOp.Lobby knock -> lobby(knock);
      case RoomOp.SetBan set -> ban(set);
    };
  }

  /**
   * The room after all these changes.
   *
   * @throws IllegalArgumentException if they are of another incarnation, or do not start at {@code
   *     rev}
   */
  public RoomState apply(RoomChanges changes) {
    if (!changes.incarnation().equals(incarnation) || changes.prev() != rev) {
      throw new IllegalArgumentException("changes do not follow revision " + rev);
    }
    RoomState next = this;
    for (RoomOp op : changes.ops()) {
      next = next.apply(op);
    }
    return next;
  }

  private RoomState put(Member member, @Nullable Seat seat, @Nullable SessionId replaced) {
    Map<SessionId, Entry> next = new LinkedHashMap<>(members);
    if (replaced != null) {
      next.remove(replaced);
    }
    next.put(member.session(), new Entry(member, Check.present("seat", seat)));
    return next(policy, keys, next, tombstones);
  }

  private RoomState remove(RoomOp.Remove remove) {
    Map<SessionId, Entry> next = new LinkedHashMap<>(members);
    next.remove(remove.session());
    Map<SessionId, Tombstone> graves = new LinkedHashMap<>(tombstones);
    if (remove.tombstone() != null) {
      graves.put(remove.session(), remove.tombstone());
    }
    return next(policy, keys, next, graves);
  }

  private RoomState key(RoomOp.Key key) {
    Map<String, KeyEntry> next = new LinkedHashMap<>(keys);
    if (key.entry() == null) {
      next.remove(key.key());
    } else {
      next.put(key.key(), key.entry());
    }
    return next(policy, next, members, tombstones);
  }

  private RoomState next(
      Policy nextPolicy,
      Map<String, KeyEntry> nextKeys,
      Map<SessionId, Entry> nextMembers,
      Map<SessionId, Tombstone> graves) {
    return new RoomState(
        id, incarnation, rev + 1, nextPolicy, nextKeys, nextMembers, graves, lobby, bans);
  }

  private RoomState lobby(RoomOp.Lobby op) {
    Map<SessionId, Waiting> next = new LinkedHashMap<>(lobby);
    if (op.knock() == null) {
      next.remove(op.session());
    } else {
      next.put(op.session(), new Waiting(op.knock(), Check.present("place", op.place())));
    }
    return new RoomState(
        id, incarnation, rev + 1, policy, keys, members, tombstones, inOrder(next), bans);
  }

  private static Map<SessionId, Waiting> inOrder(Map<SessionId, Waiting> lobby) {
    Map<SessionId, Waiting> sorted = new LinkedHashMap<>();
    lobby.values().stream()
        .sorted(
            Comparator.comparingLong((Waiting waiting) -> waiting.knock().since())
                .thenComparing(waiting -> waiting.session().value()))
        .forEach(waiting -> sorted.put(waiting.session(), waiting));
    return sorted;
  }

  private RoomState ban(RoomOp.SetBan op) {
    Map<SessionId, Banned> next = new LinkedHashMap<>(bans);
    if (op.ban() == null) {
      next.remove(op.session());
    } else {
      next.put(op.session(), new Banned(op.ban(), Check.present("mark", op.mark())));
    }
    return new RoomState(id, incarnation, rev + 1, policy, keys, members, tombstones, lobby, next);
  }
}
