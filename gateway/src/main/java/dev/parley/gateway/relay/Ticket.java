package dev.parley.gateway.relay;

import dev.parley.protocol.Check;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed ticket says: who the session is, so that any gateway can take it up again. It names
 * the store's life and not the generation, which the client proposes.
 *
 * @param epoch the life of the store when the ticket was sealed
 * @param expires when it opens nothing more (ms since 1970)
 * @param iceSince when the client's ICE credentials were made (ms since 1970)
 * @param iceExpires when they end (ms since 1970); 0 where nothing expires
 */
public record Ticket(
    SessionId session,
    InstanceId instance,
    RoomName room,
    @Nullable UserId user,
    Hex64 epoch,
    long expires,
    long iceSince,
    long iceExpires) {
  public Ticket {
    Check.present("session", session);
    Check.present("instance", instance);
    Check.present("room", room);
    Check.present("epoch", epoch);
  }

  boolean isExpired(long now) {
    return now >= expires;
  }

  /** Whether the ICE credentials are past half of their life. */
  boolean wantsIce(long now) {
    return iceExpires != 0 && now >= iceSince + (iceExpires - iceSince) / 2;
  }

  Ticket withIce(long since, long until) {
    return new Ticket(session, instance, room, user, epoch, expires, since, until);
  }

  Ticket renewed(Hex64 newEpoch, long until) {
    return new Ticket(session, instance, room, user, newEpoch, until, iceSince, iceExpires);
  }
}
