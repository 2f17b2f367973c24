package dev.parley.gateway.edge;

import dev.parley.gateway.relay.Gateway;
import dev.parley.gateway.relay.GatewayMeters;
import dev.parley.gateway.relay.PeerSession;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.FrameCodec;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /signal}: the WebSocket of a session. It agrees on the version, and turns messages
 * into frames for the {@link PeerSession}; the data of a signal is never read and stays the bytes
 * that it came in.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class SignalEndpoint {
  static final String VERSION = "parley.v1";

  /** RFC 6455, section 7.4.1. */
  private static final short GOING_AWAY = 1001;

  private static final String OFFERED = "Sec-WebSocket-Protocol";
  private static final int FORBIDDEN = 403;

  /** RFC 6585, section 4. */
  private static final int TOO_MANY = 429;

  private static final int UNAVAILABLE = 503;

  private final Gateway gateway;
  private final GatewayMeters meters;
  private final Origins origins;
  private final AddressRates handshakes;
  private final AddressRates joins;
  private final Set<ServerWebSocket> sockets = new HashSet<>();

  SignalEndpoint(
      Gateway gateway,
      GatewayMeters meters,
      Origins origins,
      AddressRates handshakes,
      AddressRates joins) {
    this.gateway = gateway;
    this.meters = meters;
    this.origins = origins;
    this.handshakes = handshakes;
    this.joins = joins;
  }

  /** Answers with an upgrade, or with a status. */
  void handle(HttpServerRequest request) {
    int status = Handshake.status(request);
    String address = request.remoteAddress().hostAddress();
    if (!handshakes.of(address).take(System.nanoTime())) {
      Handshake.refuse(request, TOO_MANY);
    } else if (status != Handshake.SWITCHING) {
      Handshake.refuse(request, status);
    } else if (!origins.allows(request)) {
      Handshake.refuse(request, FORBIDDEN);
    } else if (!gateway.isOpen()) {
      Handshake.refuse(request, UNAVAILABLE);
    } else if (prefersOurVersion(request)) {
      upgrade(request, this::open);
    } else {
      // A refused upgrade shows as 1006 in a browser; a close code tells what is wrong.
      upgrade(request, socket -> close(socket, CloseCode.NO_COMMON_VERSION));
    }
  }

  /** Whatever the handshake still lacks is answered too, or the connection would wait for ever. */
  private static void upgrade(HttpServerRequest request, Handler<ServerWebSocket> opened) {
    request
        .toWebSocket()
        .onSuccess(opened)
        .onFailure(failure -> {
          if (!request.response().ended()) {
            Handshake.refuse(request, Handshake.BAD_REQUEST);
          }
        });
  }

  /**
   * Whether the client knows our version. The server is set up to select the first one offered, so
   * ours is made the only one.
   */
  private static boolean prefersOurVersion(HttpServerRequest request) {
    boolean common =
        request.headers().getAll(OFFERED).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .anyMatch(offered -> offered.strip().equals(VERSION));
    if (common) {
      request.headers().set(OFFERED, VERSION);
    }
    return common;
  }

  private static void close(ServerWebSocket socket, CloseCode code) {
    socket.close((short) code.code(), code.name().toLowerCase(java.util.Locale.ROOT));
  }

  private void open(ServerWebSocket socket) {
    meters.socketOpened();
    sockets.add(socket);
    PeerSession session = gateway.accept(socket, joins.of(socket.remoteAddress().hostAddress()));
    Message message = new Message();
    socket.frameHandler(frame -> receive(socket, session, message, frame));
    socket.exceptionHandler(failure -> broken(socket, failure));
    socket.closeHandler(closed -> {
      meters.socketClosed();
      sockets.remove(socket);
      session.closed();
    });
  }

  /** Tells every client that this gateway goes, so that it resumes elsewhere at once. */
  void close() {
    for (ServerWebSocket socket : List.copyOf(sockets)) {
      socket.close(GOING_AWAY);
    }
  }

  /**
   * What is no WebSocket frame is answered by RFC 6455's own codes; else the connection is lost.
   */
  private static void broken(ServerWebSocket socket, Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException corrupt && !socket.isClosed()) {
      socket.close((short) corrupt.closeStatus().code());
    }
  }

  private void receive(
      ServerWebSocket socket, PeerSession session, Message message, WebSocketFrame frame) {
    if (socket.isClosed()) {
      return; // it still reads until the client has answered the close
    }
    try {
      byte[] text = message.add(frame, socket.writeQueueFull());
      if (text != null) {
        gateway.act(() -> act(session, text));
      }
    } catch (BadFrame bad) {
      gateway.act(() -> session.receive(bad));
    }
  }

  /** Whatever fails in here ends this socket and nothing else. */
  private static void act(PeerSession session, byte[] text) {
    try {
      session.receive(FrameCodec.CLIENT.decode(text));
    } catch (BadFrame bad) {
      session.receive(bad);
    } catch (RuntimeException failure) {
      session.fault(failure);
    }
  }
}
