package dev.parley.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * A whole room at one revision, as its members see it.
 *
 * @param digest the XOR of the tags of the policy and of all keys, members, knocks and bans
 * @param roster ordered by the time of joining
 * @param lobby who waits, ordered by the time of coming
 * @param bans who stays out
 */
public record RoomSnapshot(
    RoomName id,
    Hex64 incarnation,
    long rev,
    Hex64 digest,
    Policy policy,
    Map<String, KeyEntry> keys,
    List<Member> roster,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Knock> lobby,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Ban> bans) {
  public RoomSnapshot {
    Check.present("id", id);
    Check.present("incarnation", incarnation);
    Check.count("rev", rev);
    Check.present("digest", digest);
    Check.present("policy", policy);
    keys = Map.copyOf(Check.present("keys", keys));
    keys.keySet().forEach(KeyEntry::checkKey);
    roster = List.copyOf(Check.present("roster", roster));
    lobby = lobby == null ? List.of() : List.copyOf(lobby);
    bans = bans == null ? List.of() : List.copyOf(bans);
  }
}
