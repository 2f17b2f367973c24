package dev.parley.gateway.relay;

import dev.parley.gateway.tokens.Claims;
import dev.parley.gateway.tokens.TokenRefused;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;

/**
 * The ends of the tokens by which sessions here came in: each client is told of its own a minute
 * before, may show a later one, and in a strict room goes when it is over.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class TokenWatch {
  private static final long LOOK_MS = 1_000;
  private static final long BEFORE_MS = 60_000;

  private final Node node;
  private final HostedRooms rooms;
  private final Clients clients;

  TokenWatch(Node node, Clients clients) {
    this.node = node;
    this.rooms = clients.rooms();
    this.clients = clients;
  }

  /** Looks each second, until the verticle is undeployed. */
  void start() {
    if (!node.authority().isOpen()) {
      node.vertx().setPeriodic(LOOK_MS, tick -> look());
    }
  }

  private void look() {
    rooms.members().toList().forEach(this::look);
    clients.outsideRooms().forEach(this::warn);
  }

  /** Who is in no room may stay, and see nobody anew. */
  private void warn(PeerSession peer) {
    Claims claims = peer.token().claims();
    if (claims == null || claims.expires() == null) {
      return;
    }
    long expires = claims.expires();
    if (node.now() >= expires - BEFORE_MS && peer.token().isUnwarnedOf(claims)) {
      peer.send(new ServerFrame.TokenExpiring(expires));
    }
  }

  private void look(LocalMember member) {
    Long expires = member.ticket.grant().expires();
    if (expires == null) {
      return;
    }
    if (node.now() >= expires - BEFORE_MS && member.warnedOf != expires) {
      member.warnedOf = expires;
      member.send(new ServerFrame.TokenExpiring(expires));
    }
    if (member.isOverstaying(node.now())) {
      end(member);
    }
  }

  /** Leaves for it, so that nobody keeps a connection to it; it may join again. */
  private void end(LocalMember member) {
    rooms.departures().leave(member);
    member.end(ErrorCode.TOKEN_EXPIRED);
    member.peer.drop(CloseCode.TOKEN);
  }

  /** The client shows another token: of the same person, and for this room. */
  void renew(LocalMember member, ClientFrame.Token shown) {
    node.authority()
        .verify(shown.token())
        .onSuccess(claims -> renew(member, shown, claims))
        .onFailure(refused -> member.peer.refuse(shown.id(), TokenRefused.codeOf(refused)));
  }

  private void renew(LocalMember member, ClientFrame.Token shown, Claims claims) {
    if (!claims.maySpeakFor(member.ticket.grant().user()) || !claims.mayEnter(member.room.name())) {
      member.peer.refuse(shown.id(), ErrorCode.FORBIDDEN);
      return;
    }
    member.ticket = member.ticket.prolonged(claims.tokenId(), claims.expires());
    member.peer.token().shown(claims);
    member.send(new ServerFrame.Ok(shown.id(), node.tickets().seal(member.ticket)));
  }
}
