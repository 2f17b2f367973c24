package dev.parley.gateway.relay;

import dev.parley.protocol.Hex64;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * This gateway's lease with presence-service. A renewal that finds no lease (the first, or after a
 * lapse) has all sessions of users told anew.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Lease {
  private final Node node;
  private final Fellows fellows;
  private final Reports reports;
  private final Runnable newLife;

  /** The life of the store, as the last renewal named it. */
  private @Nullable Hex64 life;

  /**
   * No lease yet.
   *
   * @param newLife told when a renewal shows that the store is another one than before
   */
  Lease(Node node, Reports reports, Fellows fellows, Runnable newLife) {
    this.node = node;
    this.reports = reports;
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
    reports.renewed(renewed.known());
  }
}
