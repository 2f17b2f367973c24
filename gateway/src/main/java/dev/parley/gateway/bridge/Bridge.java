package dev.parley.gateway.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.gateway.relay.Gateway;
import dev.parley.gateway.relay.RelaySettings;
import dev.parley.gateway.relay.RoomSecret;
import dev.parley.gateway.tokens.Authority;
import dev.parley.protocol.Json;
import dev.parley.protocol.wire.CloseCode;
import io.vertx.core.Vertx;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All clients of the bridge at one gateway. Those that are silent are closed; when the gateway
 * goes, or is cut off, all are, so that they come back elsewhere.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
public final class Bridge {
  private static final long WATCH_MS = 1_000;

  private final Vertx vertx;
  private final InstantSource clock;
  private final Gateway gateway;
  private final BridgeSettings settings;
  private final RelaySettings relay;
  private final BridgeMeters meters;
  private final Permits permits;
  private final Topics topics;
  private final Set<BridgeSocket> sockets = new HashSet<>();

  public Bridge(
      Vertx vertx,
      InstantSource clock,
      Authority authority,
      Gateway gateway,
      BridgeSettings settings,
      RelaySettings relay,
      BridgeMeters meters) {
    this.vertx = vertx;
    this.clock = clock;
    this.gateway = gateway;
    this.settings = settings;
    this.relay = relay;
    this.meters = meters;
    this.permits = new Permits(authority, new RoomSecret(relay.secret()));
    this.topics = new Topics(gateway, meters, settings.topics());
  }

  /** Watches until the verticle is undeployed. Loads the codec here, not with the first client. */
  void start() {
    Json.read("{\"type\":\"ping\"}".getBytes(US_ASCII), BridgeFrame.class);
    Letter.of(BridgeMessage.Refused.of(null, BridgeFault.UNAVAILABLE));
    long silence = relay.silence().toMillis();
    vertx.setPeriodic(Math.min(WATCH_MS, Math.max(1, silence / 4)), tick -> watch());
  }

  private void watch() {
    long now = System.nanoTime();
    long silence = relay.silence().toNanos();
    if (!gateway.isOpen()) {
      close();
    }
    List.copyOf(sockets).stream()
        .filter(socket -> socket.isSilent(silence, now))
        .forEach(socket -> socket.close(CloseCode.SILENT));
  }

  /** Sends every client elsewhere. */
  void close() {
    List.copyOf(sockets).forEach(socket -> socket.close(CloseCode.DRAINED));
  }

  /** Whether there is a bridge, and clients may come. */
  boolean isOpen() {
    return settings.sockets() > 0 && gateway.isOpen();
  }

  /** A new client; closed at once where there are too many. */
  void accept(SockJSSocket socket) {
    BridgeSocket client = new BridgeSocket(this, socket);
    meters.opened();
    sockets.add(client);
    socket.handler(client::receive);
    socket.closeHandler(closed -> client.closed());
    socket.exceptionHandler(broken -> client.closed());
    if (sockets.size() > settings.sockets()) {
      client.close(CloseCode.LIMIT);
    }
  }

  // What its sockets share

  void closed(BridgeSocket socket) {
    if (sockets.remove(socket)) {
      meters.closed();
    }
  }

  /** Acts at that moment (ms since 1970), or at once; answers the timer. */
  long at(long moment, Runnable action) {
    return vertx.setTimer(Math.max(1, moment - clock.millis()), elapsed -> action.run());
  }

  /** Ends what a socket had registered. */
  void end(Subscription subscription) {
    meters.handles(-1);
    vertx.cancelTimer(subscription.timer());
    Topic topic = subscription.end();
    if (topic != null) {
      topics.left(topic);
    }
  }

  Vertx vertx() {
    return vertx;
  }

  BridgeSettings settings() {
    return settings;
  }

  BridgeMeters meters() {
    return meters;
  }

  Permits permits() {
    return permits;
  }

  Topics topics() {
    return topics;
  }

  /** Bytes that may wait for one socket. */
  int outbox() {
    return relay.outbox();
  }
}
