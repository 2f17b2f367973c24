package dev.parley.protocol;

import java.util.List;
import java.util.Map;

/**
 * A whole room at one revision, as its members see it.
 *
 * @param digest the XOR of the tags of the policy, of all keys and of all members
 * @param roster ordered by the time of joining
 */
public record RoomSnapshot(
    RoomName id,
    Hex64 incarnation,
    long rev,
    Hex64 digest,
    Policy policy,
    Map<String, KeyEntry> keys,
    List<Member> roster) {
  public RoomSnapshot {
    Check.present("id", id);
    Check.present("incarnation", incarnation);
    Check.count("rev", rev);
    Check.present("digest", digest);
    Check.present("policy", policy);
    keys = Map.copyOf(Check.present("keys", keys));
    keys.keySet().forEach(KeyEntry::checkKey);
    roster = List.copyOf(Check.present("roster", roster));
  }
}
