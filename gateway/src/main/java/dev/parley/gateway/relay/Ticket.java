package dev.parley.gateway.relay;

import dev.parley.protocol.Check;
import dev.parley.protocol.Grant;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.TokenId;
import dev.parley.protocol.bus.Claimant;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed ticket says: who the session is, so that any gateway can take it up again. It names
 * the store's life and not the generation, which the client proposes.
 *
 * @param grant what its token said, never the token; a room's own record overrules its role and
 *     rights, which count nowhere else
 * @param epoch the life of the store when the ticket was sealed
 * @param expires when it opens nothing more (ms since 1970)
 * @param iceSince when the client's ICE credentials were made (ms since 1970)
 * @param iceExpires when they end (ms since 1970); 0 where nothing expires
 */
public record Ticket(
    SessionId session,
    InstanceId instance,
    RoomName room,
    Grant grant,
    Hex64 epoch,
    long expires,
    long iceSince,
    long iceExpires) {
  public Ticket {
    Check.present("session", session);
    Check.present("instance", instance);
    Check.present("room", room);
    Check.present("grant", grant);
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
    return new Ticket(session, instance, room, grant, epoch, expires, since, until);
  }

  /** The same session with a later token: who it is and what it may stay as they were. */
  Ticket prolonged(@Nullable TokenId token, @Nullable Long tokenExpires) {
    Grant later = new Grant(grant.user(), grant.role(), grant.publish(), token, tokenExpires);
    return new Ticket(session, instance, room, later, epoch, expires, iceSince, iceExpires);
  }

  Ticket renewed(Hex64 newEpoch, long until) {
    return new Ticket(session, instance, room, grant, newEpoch, until, iceSince, iceExpires);
  }

  /** Whom it names. */
  Claimant claimant() {
    return new Claimant(session, instance, grant.user(), grant.token());
  }
}
