package dev.parley.room.domain;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.Policy;
import java.time.Duration;

/**
 * What varies in the rules from one installation to the next.
 *
 * @param capacity members at most, where nobody has set the room's policy; 1 to 50
 * @param relay whether media goes over TURN servers alone, where nobody has set the room's policy
 * @param away how long a member without a socket keeps its place, where it asked for no other time
 * @param hold the longest time that it may ask for
 * @param answers how long a command is remembered, so that its repetition changes nothing
 * @param tombstone how long somebody who was kicked stays out: as long as a ticket lives
 * @param empty how long a room with tombstones, keys or a policy of its own outlives its last
 *     member
 * @param settle how long a new life of the store takes nothing but what restores rooms
 */
public record Rules(
    int capacity,
    boolean relay,
    Duration away,
    Duration hold,
    Duration answers,
    Duration tombstone,
    Duration empty,
    Duration settle) {

  /** The policy of a room in which nobody has set one. */
  Policy policy(Hex64 tag) {
    return new Policy(capacity, relay, tag);
  }
}
