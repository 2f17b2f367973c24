package dev.parley.gateway.tokens;

import dev.parley.protocol.Grant;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.TokenId;
import dev.parley.protocol.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bearer of a verified token is and may do.
 *
 * @param user null in open mode alone
 * @param tokenId the token's {@code jti}; null where it has none
 * @param expires when the token ends (ms since 1970), the skew not counted; null: never
 * @param role null: as the room decides
 * @param publish null: everything
 */
public record Claims(
    @Nullable UserId user,
    @Nullable TokenId tokenId,
    @Nullable Long expires,
    @Nullable Role role,
    @Nullable List<Publish> publish,
    Names rooms,
    Names users,
    Names followedRooms,
    Names followedUsers) {
  /** How far the clocks of those who make tokens and ours may be apart. */
  public static final long SKEW_MS = 30_000;

  /** Where no token is asked for. */
  static final Claims OPEN =
      new Claims(null, null, null, null, null, Names.ALL, Names.ALL, Names.ALL, Names.ALL);

  static Claims of(CompactToken.Payload payload) {
    CompactToken.Rights rights = payload.rights();
    return new Claims(
        payload.sub(),
        payload.jti(),
        payload.expires(),
        rights.role(),
        rights.publish(),
        rights.rooms(),
        Names.orNone(rights.users()),
        Names.orNone(rights.follows().rooms()),
        Names.orNone(rights.follows().users()));
  }

  /** Whether a token that expires then (ms since 1970; null: never) is over, by all clocks. */
  public static boolean isOver(@Nullable Long expires, long now) {
    return expires != null && now >= expires + SKEW_MS;
  }

  /** Whether a join or an attend may name this user: in open mode any, else the token's or none. */
  public boolean maySpeakFor(@Nullable UserId named) {
    return user == null || named == null || named.equals(user);
  }

  /**
   * What a session of this bearer is granted.
   *
   * @param named what the client called itself; counts in open mode alone
   */
  public Grant grant(@Nullable UserId named) {
    return new Grant(user == null ? named : user, role, publish, tokenId, expires);
  }

  public boolean mayEnter(RoomName room) {
    return rooms.has(room.value());
  }

  /** Whether it may watch and ring that user. */
  public boolean maySee(UserId other) {
    return users.has(other.value());
  }

  /** Whether it may follow that room without being in it. */
  public boolean maySubscribeRoom(RoomName room) {
    return followedRooms.has(room.value());
  }

  /** Whether it may follow that user. */
  public boolean maySubscribeUser(UserId other) {
    return followedUsers.has(other.value());
  }
}
