package dev.parley.room;

import dev.parley.protocol.Limits;
import dev.parley.room.domain.Rules;
import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of this service.
 *
 * @param log ops that the store keeps of each room; who misses more gets a snapshot
 * @param sweep time between two looks for what is due
 */
public record RoomSettings(Rules rules, int log, Duration sweep) {

  private static final Setting<Integer> CAPACITY =
      Setting.number(
          "PARLEY_ROOM_CAPACITY",
          Limits.DEFAULT_CAPACITY,
          1,
          Limits.MAX_CAPACITY,
          "How many members a room may have where its policy says nothing else.");

  private static final Setting<Boolean> RELAY =
      Setting.flag(
          "PARLEY_ROOM_RELAY",
          false,
          "Whether media goes over TURN servers alone where a room's policy says nothing else.");

  private static final Setting<Duration> AWAY =
      Setting.duration(
          "PARLEY_ROOM_AWAY",
          "45s",
          "1s",
          "10m",
          "How long a member without a socket keeps its place.");

  private static final Setting<Duration> HOLD =
      Setting.duration(
          "PARLEY_ROOM_HOLD",
          "10m",
          "1s",
          "10m",
          "How long a member may ask to be kept that leaves for a while.");

  private static final Setting<Duration> ANSWERS =
      Setting.duration(
          "PARLEY_ROOM_ANSWERS",
          "60s",
          "10s",
          "10m",
          "How long a command is remembered, so that its repetition changes nothing.");

  private static final Setting<Duration> TOMBSTONE =
      Setting.duration(
          "PARLEY_ROOM_TOMBSTONE",
          "2h",
          "2h",
          "24h",
          "How long somebody who was kicked stays out; at least as long as a ticket lives.");

  private static final Setting<Duration> EMPTY =
      Setting.duration(
          "PARLEY_ROOM_EMPTY",
          "24h",
          "2h",
          "720h",
          "How long a room with kicks, keys or a policy of its own outlives its last member.");

  private static final Setting<Duration> SETTLE =
      Setting.duration(
          "PARLEY_ROOM_SETTLE",
          "5s",
          "0s",
          "60s",
          "How long a store that is new, or came back empty, only takes the rooms that gateways"
              + " still have.");

  private static final Setting<Integer> LOG =
      Setting.number(
          "PARLEY_ROOM_LOG",
          512,
          1,
          100_000,
          "How many changes of a room are kept for those who missed them.");

  private static final Setting<Duration> SWEEP =
      Setting.duration(
          "PARLEY_ROOM_SWEEP", "1s", "50ms", "10s", "How often is looked for members to remove.");

  public static final List<Setting<?>> ALL =
      List.of(CAPACITY, RELAY, AWAY, HOLD, ANSWERS, TOMBSTONE, EMPTY, SETTLE, LOG, SWEEP);

  public static RoomSettings from(Settings settings) {
    Rules rules =
        new Rules(
            settings.get(CAPACITY),
            settings.get(RELAY),
            settings.get(AWAY),
            settings.get(HOLD),
            settings.get(ANSWERS),
            settings.get(TOMBSTONE),
            settings.get(EMPTY),
            settings.get(SETTLE));
    return new RoomSettings(rules, settings.get(LOG), settings.get(SWEEP));
  }
}
