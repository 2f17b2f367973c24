package dev.parley.gateway.relay;

import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.runtime.Service;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * Notices that this gateway is alone on its side of a cut: for a while no room-service has answered
 * from a store, and fewer than half of the gateways do. Then its clients are better off elsewhere:
 * they are sent away, and nobody is let in until one or the other answers again. Where the services
 * are gone for everybody, the gateways reach each other, and stay.
 *
 * <p><em>Threading:</em> the gateway's event loop; {@link #isCut} any.
 */
final class CutOff {
  private static final System.Logger LOG = System.getLogger(CutOff.class.getName());
  private static final long LONGEST_TICK_MS = 1_000;

  /** Looks that fit into the time after which a gateway is cut off. */
  private static final int LOOKS = 5;

  /** Looks for which an answer counts. */
  private static final int FRESH = 3;

  private static final Duration PARTING = Duration.ofSeconds(1);

  private final Node node;
  private final Fellows fellows;
  private final Handover handover;
  private final long after;
  private final long tickMs;
  private final long tick;
  private long looked = System.nanoTime();

  /** When a room-service was last known to answer, or could not be expected to. */
  private long served = looked;

  private volatile boolean cut;

  CutOff(Node node, Fellows fellows, Handover handover) {
    this.node = node;
    this.fellows = fellows;
    this.handover = handover;
    Duration limit = node.settings().parting().cutOffAfter();
    this.after = limit.toNanos();
    this.tickMs = Math.clamp(limit.toMillis() / LOOKS, 1, LONGEST_TICK_MS);
    this.tick = Duration.ofMillis(tickMs).toNanos();
  }

  /** Looks until the verticle is undeployed. */
  void start() {
    node.vertx().setPeriodic(tickMs, timer -> look());
  }

  /** Whether this gateway takes no sockets. */
  boolean isCut() {
    return cut;
  }

  private void look() {
    long now = System.nanoTime();
    boolean paused = now - looked > FRESH * tick;
    looked = now;
    if (paused || (fellows.isAlone() && !cut)) {
      // Who was frozen has heard nobody, and that is nobody's fault but its own.
      served = now;
      return;
    }
    ask();
    if (now - served > tick) {
      fellows.hail();
    }
    judge(now);
  }

  /**
   * A question that costs nothing. A room-service without a store may be on this side of the cut,
   * so what it says does not count; where the store is away for all, the gateways reach each other.
   */
  private void ask() {
    node.bus()
        .ask(Service.ROOMS, new RoomRequest.Heads(List.of()))
        .onSuccess(answer -> {
          if (answer instanceof RoomAnswer.Heads) {
            served = System.nanoTime();
          }
        });
  }

  private void judge(long now) {
    boolean alone = !fellows.reachesHalf(FRESH * tick);
    if (!cut && alone && now - served >= after) {
      LOG.log(Level.ERROR, "Cut off: no room-service and too few gateways answer");
      cut = true;
      handover.run(PARTING, CloseCode.SERVER_FAULT, this::isCut);
    } else if (cut && (!alone || now - served <= tick)) {
      LOG.log(Level.WARNING, "No longer cut off");
      cut = false;
    }
  }
}
