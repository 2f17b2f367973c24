package dev.parley.protocol.bus;

import dev.parley.protocol.InstanceId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.TokenId;
import dev.parley.protocol.Tombstone;
import dev.parley.protocol.UserId;
import dev.parley.protocol.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Who asks to come in, or to come back, as far as that is known.
 *
 * @param session the one that it had, or says it replaces
 */
public record Claimant(
    @Nullable SessionId session,
    @Nullable InstanceId instance,
    @Nullable UserId user,
    @Nullable TokenId token) {

  /** Somebody of whom only the session is known. */
  public static Claimant of(SessionId session) {
    return new Claimant(session, null, null, null);
  }

  /** Somebody of whom the session and the page are known. */
  public static Claimant of(@Nullable SessionId session, InstanceId instance) {
    return new Claimant(session, instance, null, null);
  }

  /** The member of that entry. */
  public static Claimant of(Entry entry) {
    var seat = entry.seat();
    return new Claimant(
        entry.member().session(), seat.instance(), entry.member().user(), seat.token());
  }

  /** Somebody in the lobby. */
  public static Claimant of(Waiting waiting) {
    var seat = waiting.place().seat();
    return new Claimant(waiting.session(), seat.instance(), waiting.knock().user(), seat.token());
  }

  /**
   * Why the room keeps it out: banned, kicked, or told that the room was closed; null where it does
   * not.
   *
   * @param now ms since 1970, the store's clock; 0 counts as the earliest moment, so that nothing
   *     is over
   */
  public @Nullable ErrorCode refusedBy(RoomState room, long now) {
    if (room.bans().values().stream().anyMatch(this::isMeantBy)) {
      return ErrorCode.BANNED;
    }
    return room.tombstones().values().stream()
        .filter(grave -> grave.until() > now)
        .filter(this::isMeantBy)
        .map(grave -> grave.closed() ? ErrorCode.ROOM_CLOSED : ErrorCode.KICKED)
        .findFirst()
        .orElse(null);
  }

  /** Whether a ban is about this one. */
  public boolean isMeantBy(Banned banned) {
    return banned.ban().session().equals(session)
        || banned.mark().instance().equals(instance)
        || (user != null && user.equals(banned.ban().user()))
        || (token != null && token.equals(banned.mark().token()));
  }

  /** Of a room that was closed only the session is over: the page may come to the next one. */
  private boolean isMeantBy(Tombstone grave) {
    return grave.session().equals(session)
        || (!grave.closed() && grave.instance().equals(instance));
  }
}
