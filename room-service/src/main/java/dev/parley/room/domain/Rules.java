package dev.parley.room.domain;

import java.time.Duration;

/**
 * What varies in the rules from one installation to the next.
 *
 * @param capacity members at most, where nobody has set the room's policy; 1 to 50
 * @param away how long a member without a socket keeps its place, where it asked for no other time
 * @param hold the longest time that it may ask for
 * @param answers how long a command is remembered, so that its repetition changes nothing
 * @param tombstone how long somebody who was kicked stays out: as long as a ticket lives
 * @param empty how long a room with tombstones, keys or a policy of its own outlives its last
 *     member
 */
public record Rules(
    int capacity,
    Duration away,
    Duration hold,
    Duration answers,
    Duration tombstone,
    Duration empty) {}
