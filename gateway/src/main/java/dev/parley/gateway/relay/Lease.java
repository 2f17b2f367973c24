package dev.parley.gateway.relay;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This gateway's lease with presence-service, and where the sessions of users are. A renewal that
 * finds no lease (the first, or after a lapse) tells all sessions anew.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Lease {
  private final Node node;
  private final HostedRooms rooms;
  private final Fellows fellows;
  private final Set<Located> came = new LinkedHashSet<>();
  private final Set<Located> went = new LinkedHashSet<>();
  private final Runnable newLife;
  private boolean telling;

  /** The life of the store, as the last renewal named it. */
  private @Nullable Hex64 life;

  /**
   * No lease yet.
   *
   * @param newLife told when a renewal shows that the store is another one than before
   */
  Lease(Node node, HostedRooms rooms, Fellows fellows, Runnable newLife) {
    this.node = node;
    this.rooms = rooms;
    this.fellows = fellows;
    this.newLife = newLife;
  }

  /** Takes the lease and renews it until the verticle is undeployed. */
  void start() {
    renew();
    node.vertx().setPeriodic(node.settings().lease().toMillis(), tick -> renew());
  }

  /** Ends the lease now. */
  Future<Void> release() {
    return node.bus()
        .ask(Service.PRESENCE, new PresenceRequest.Release(node.id()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void renew() {
    node.bus()
        .ask(Service.PRESENCE, new PresenceRequest.Renew(node.id()))
        .onSuccess(answer -> {
          if (answer instanceof PresenceAnswer.Renewed renewed) {
            renewed(renewed);
          }
        });
  }

  private void renewed(PresenceAnswer.Renewed renewed) {
    boolean other = life != null && !renewed.epoch().equals(life);
    life = renewed.epoch();
    if (other) {
      newLife.run();
    }
    fellows.live(renewed.alive());
    if (!renewed.known()) {
      rooms.members().forEach(this::attached);
    }
  }

  void attached(LocalMember member) {
    located(member)
        .ifPresent(located -> {
          went.remove(located);
          came.add(located);
          tellSoon();
        });
  }

  void detached(LocalMember member) {
    located(member)
        .ifPresent(located -> {
          came.remove(located);
          went.add(located);
          tellSoon();
        });
  }

  private static Optional<Located> located(LocalMember member) {
    UserId user = member.ticket.grant().user();
    return user == null
        ? Optional.empty()
        : Optional.of(new Located(user, member.session(), member.room.name()));
  }

  /** All that happens in one turn of the event loop is told together. */
  private void tellSoon() {
    if (!telling) {
      telling = true;
      node.vertx().runOnContext(turn -> tell());
    }
  }

  private void tell() {
    telling = false;
    if (!came.isEmpty()) {
      node.bus().ask(Service.PRESENCE, new PresenceRequest.Attach(node.id(), List.copyOf(came)));
    }
    if (!went.isEmpty()) {
      node.bus().ask(Service.PRESENCE, new PresenceRequest.Detach(node.id(), List.copyOf(went)));
    }
    came.clear();
    went.clear();
  }
}
