package dev.parley.allinone.client;

import dev.parley.protocol.Ban;
import dev.parley.protocol.Head;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.KeyEntry;
import dev.parley.protocol.Knock;
import dev.parley.protocol.Member;
import dev.parley.protocol.Policy;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.RoomSnapshot;
import dev.parley.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A client's copy of its room, by the client's rule (docs/protocol.md, section 3). */
public final class RoomView {
  /** What became of changes that arrived. */
  public enum Outcome {
    APPLIED,
    OLD,
    GAP
  }

  private final Map<SessionId, Member> members = new LinkedHashMap<>();
  private final Map<String, KeyEntry> keys = new LinkedHashMap<>();
  private final Map<SessionId, Knock> lobby = new LinkedHashMap<>();
  private final Map<SessionId, Ban> bans = new LinkedHashMap<>();
  private Hex64 incarnation;
  private long rev;
  private Policy policy;
  private List<SessionId> back = List.of();

  public RoomView(RoomSnapshot snapshot) {
    put(snapshot);
  }

  /** Takes the whole room, if it is news. */
  public Outcome take(RoomSnapshot snapshot) {
    if (snapshot.incarnation().equals(incarnation)
        && (snapshot.rev() < rev
            || (snapshot.rev() == rev && snapshot.digest().equals(digest())))) {
      return Outcome.OLD;
    }
    Set<SessionId> away = away();
    put(snapshot);
    back = away.stream().filter(this::isUp).toList();
    return Outcome.APPLIED;
  }

  private Set<SessionId> away() {
    return members.keySet().stream()
        .filter(session -> !isUp(session))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Who has a socket again since the last time that something was taken. */
  public List<SessionId> back() {
    return back;
  }

  private void put(RoomSnapshot snapshot) {
    incarnation = snapshot.incarnation();
    rev = snapshot.rev();
    policy = snapshot.policy();
    keys.clear();
    keys.putAll(snapshot.keys());
    lobby.clear();
    snapshot.lobby().forEach(knock -> lobby.put(knock.session(), knock));
    bans.clear();
    snapshot.bans().forEach(ban -> bans.put(ban.session(), ban));
    members.clear();
    snapshot.roster().forEach(member -> members.put(member.session(), member));
  }

  public Outcome take(RoomChanges changes) {
    if (!changes.incarnation().equals(incarnation)) {
      return Outcome.GAP;
    }
    if (changes.rev() <= rev) {
      return Outcome.OLD;
    }
    if (changes.prev() != rev) {
      return Outcome.GAP;
    }
    changes.ops().forEach(this::put);
    back =
        changes.ops().stream()
            .filter(RoomOp.Up.class::isInstance)
            .map(op -> ((RoomOp.Up) op).member().session())
            .toList();
    rev = changes.rev();
    return Outcome.APPLIED;
  }

  private void put(RoomOp op) {
    switch (op) {
      case RoomOp.Add add -> put(add.member());
      case RoomOp.Replace replace -> {
        members.remove(replace.replaces());
        put(replace.member());
      }
      case RoomOp.Update update -> put(update.member());
      case RoomOp.Away away -> put(away.member());
      case RoomOp.Up up -> put(up.member());
      case RoomOp.Remove remove -> members.remove(remove.session());
      case RoomOp.Key key -> put(keys, key.key(), key.entry());
      case RoomOp.SetPolicy set -> policy = set.policy();
      case RoomOp.Lobby seen -> put(lobby, seen.session(), seen.knock());
      case RoomOp.SetBan banned -> put(bans, banned.session(), banned.ban());
    }
  }

  private static <K, V> void put(Map<K, V> map, K key, V value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  private void put(Member member) {
    members.put(member.session(), member);
  }

  /** Whether the room as the store has it shows that this copy is behind, or of another history. */
  public boolean misses(Head stored) {
    return !stored.incarnation().equals(incarnation)
        || stored.rev() > rev
        || (stored.rev() == rev && !stored.digest().equals(digest()));
  }

  public Hex64 digest() {
    Hex64 digest = policy.tag();
    for (KeyEntry key : keys.values()) {
      digest = digest.xor(key.tag());
    }
    for (Member member : members.values()) {
      digest = digest.xor(member.tag());
    }
    for (Knock knock : lobby.values()) {
      digest = digest.xor(knock.tag());
    }
    for (Ban ban : bans.values()) {
      digest = digest.xor(ban.tag());
    }
    return digest;
  }

  public Head head() {
    return new Head(incarnation, rev, digest());
  }

  public Map<SessionId, Member> members() {
    return members;
  }

  public boolean isUp(SessionId session) {
    Member member = members.get(session);
    return member != null && member.state() == Member.State.UP;
  }
}
