package dev.parley.protocol.bus;

import dev.parley.protocol.Check;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.KeyEntry;
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
 */
public record RoomState(
    RoomName id,
    Hex64 incarnation,
    long rev,
    Policy policy,
    Map<String, KeyEntry> keys,
    Map<SessionId, Entry> members,
    Map<SessionId, Tombstone> tombstones) {
  public RoomState {
    Check.present("id", id);
    Check.present("incarnation", incarnation);
    Check.present("policy", policy);
    keys = ordered(Check.present("keys", keys));
    members = ordered(Check.present("members", members));
    tombstones = ordered(Check.present("tombstones", tombstones));
  }

  /** A room in which nothing has happened. */
  public static RoomState empty(RoomName id, Hex64 incarnation, Policy policy) {
    return new RoomState(id, incarnation, 0, policy, Map.of(), Map.of(), Map.of());
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The same room, its revisions counted on from there under another incarnation. */
  public RoomState restarted(Hex64 nextIncarnation, long nextRev) {
    return new RoomState(id, nextIncarnation, nextRev, policy, keys, members, tombstones);
  }

  /** The same room, with those members. */
  public RoomState withMembers(Map<SessionId, Entry> next) {
    return new RoomState(id, incarnation, rev, policy, keys, next, tombstones);
  }

  /** The same room, with those tombstones. */
  public RoomState withTombstones(Map<SessionId, Tombstone> next) {
    return new RoomState(id, incarnation, rev, policy, keys, members, next);
  }

  public @Nullable Entry entry(SessionId session) {
    return members.get(session);
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
    return digest;
  }

  public Head head() {
    return new Head(incarnation, rev, digest());
  }

  /** The room as its members see it. */
  public RoomSnapshot snapshot() {
    List<Member> roster = members.values().stream().map(Entry::member).toList();
    return new RoomSnapshot(id, incarnation, rev, digest(), policy, keys, roster);
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
      case RoomOp.SetPolicy set ->
          new RoomState(id, incarnation, rev + 1, set.policy(), keys, members, tombstones);
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
    return new RoomState(id, incarnation, rev + 1, policy, keys, next, tombstones);
  }

  private RoomState remove(RoomOp.Remove remove) {
    Map<SessionId, Entry> next = new LinkedHashMap<>(members);
    next.remove(remove.session());
    Map<SessionId, Tombstone> graves = new LinkedHashMap<>(tombstones);
    if (remove.tombstone() != null) {
      graves.put(remove.session(), remove.tombstone());
    }
    return new RoomState(id, incarnation, rev + 1, policy, keys, next, graves);
  }

  private RoomState key(RoomOp.Key key) {
    Map<String, KeyEntry> next = new LinkedHashMap<>(keys);
    if (key.entry() == null) {
      next.remove(key.key());
    } else {
      next.put(key.key(), key.entry());
    }
    return new RoomState(id, incarnation, rev + 1, policy, next, members, tombstones);
  }
}
