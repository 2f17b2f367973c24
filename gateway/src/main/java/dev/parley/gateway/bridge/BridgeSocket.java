package dev.parley.gateway.bridge;

import dev.parley.gateway.relay.TokenBucket;
import dev.parley.gateway.tokens.Claims;
import dev.parley.protocol.Json;
import dev.parley.protocol.wire.CloseCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One client of the bridge: what it has registered, and what waits for it, which is bounded. The
 * whole of a room is written when there is room for it, so a client may register much at once; news
 * does not wait, and a client that does not read it is closed with 4011.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class BridgeSocket {
  private static final System.Logger LOG = System.getLogger(BridgeSocket.class.getName());

  /** Bytes of one message of a client: a registration with its token. */
  static final int MOST_READ = 16 * 1024;

  private static final int MOST_ECHOED = 200;
  private static final int FRAMES_PER_SECOND = 50;
  private static final int REFUSALS_PER_SECOND = 10;
  private static final int BURST = 5;
  private static final long CUT_MS = 5_000;

  private final Bridge bridge;
  private final SockJSSocket socket;
  private final TokenBucket frames;
  private final TokenBucket refusals;
  private final Map<String, Subscription> subscriptions = new HashMap<>();
  private final Deque<Subscription> owed = new ArrayDeque<>();
  private int pending;
  private boolean closed;
  private long heard = System.nanoTime();

  BridgeSocket(Bridge bridge, SockJSSocket socket) {
    this.bridge = bridge;
    this.socket = socket;
    this.frames =
        new TokenBucket(
            FRAMES_PER_SECOND, FRAMES_PER_SECOND * BURST + bridge.settings().handlers(), heard);
    this.refusals = new TokenBucket(REFUSALS_PER_SECOND, REFUSALS_PER_SECOND * BURST, heard);
  }

  // What the client says

  /** A message; whatever fails in here ends this socket and nothing else. */
  void receive(Buffer message) {
    heard = System.nanoTime();
    if (closed) {
      return;
    }
    if (!frames.take(heard)) {
      close(CloseCode.LIMIT);
    } else if (message.length() > MOST_READ) {
      refuse(null, BridgeFault.BAD_FRAME);
      close(CloseCode.LIMIT);
    } else {
      decode(message);
    }
  }

  private void decode(Buffer message) {
    try {
      act(Json.read(message.getBytes(), BridgeFrame.class));
    } catch (JacksonException e) {
      refuse(null, BridgeFault.BAD_FRAME);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A message of a bridge client could not be handled", e);
      close(CloseCode.SERVER_FAULT);
    }
  }

  private void act(@Nullable BridgeFrame frame) {
    switch (frame) {
      case BridgeFrame.Ping ping -> {}
      case BridgeFrame.Register register -> register(register);
      case BridgeFrame.Unregister unregister -> end(unregister.address());
      case BridgeFrame.Send send ->
          refuse(
              send.replyAddress() == null ? send.address() : send.replyAddress(),
              BridgeFault.OUTBOUND_ONLY);
      case BridgeFrame.Publish publish -> refuse(publish.address(), BridgeFault.OUTBOUND_ONLY);
      case null -> refuse(null, BridgeFault.BAD_FRAME);
    }
  }

  private void register(BridgeFrame.Register register) {
    String text = register.address();
    BridgeAddress address;
    try {
      address = BridgeAddress.of(text);
    } catch (IllegalArgumentException e) {
      refuse(text, BridgeFault.BAD_ADDRESS);
      return;
    }
    if (!subscriptions.containsKey(text) && subscriptions.size() >= bridge.settings().handlers()) {
      refuse(text, BridgeFault.TOO_MANY);
      return;
    }
    end(text);
    Subscription subscription = new Subscription(this);
    subscriptions.put(text, subscription);
    bridge.meters().handles(1);
    bridge
        .permits()
        .of(register.headers() == null ? BridgeFrame.Headers.NONE : register.headers())
        .onSuccess(claims -> known(text, address, subscription, claims))
        .onFailure(failure -> refused(text, subscription, failure));
  }

  private void known(String text, BridgeAddress address, Subscription subscription, Claims bearer) {
    if (subscription.isOver()) {
      return;
    }
    boolean open = address.isOpenTo(bearer);
    Topic topic = open ? bridge.topics().at(address) : null;
    if (topic != null) {
      subscription.begin(topic, endAt(text, bearer.expires()));
    } else {
      end(text);
      refuse(text, open ? BridgeFault.TOO_MANY : BridgeFault.FORBIDDEN);
    }
  }

  private void refused(String text, Subscription subscription, Throwable failure) {
    if (!subscription.isOver()) {
      end(text);
      refuse(
          text,
          failure instanceof Permits.Refusal refusal ? refusal.fault() : BridgeFault.UNAVAILABLE);
    }
  }

  /** The timer at which a registration ends with its token; -1 where that never ends. */
  private long endAt(String text, @Nullable Long expires) {
    return expires == null ? -1 : bridge.at(expires + Claims.SKEW_MS, () -> expired(text));
  }

  private void expired(String text) {
    end(text);
    bridge.meters().refuses(BridgeFault.TOKEN_EXPIRED);
    write(BridgeMessage.Refused.of(text, BridgeFault.TOKEN_EXPIRED));
  }

  private void end(String text) {
    Subscription subscription = subscriptions.remove(text);
    if (subscription != null) {
      owed.remove(subscription);
      bridge.end(subscription);
    }
  }

  // What the client is told

  private void refuse(@Nullable String address, BridgeFault fault) {
    bridge.meters().refuses(fault);
    String echoed = address == null || address.length() > MOST_ECHOED ? null : address;
    write(BridgeMessage.Refused.of(echoed, fault));
    if (!refusals.take(heard)) {
      close(CloseCode.LIMIT);
    }
  }

  private void write(BridgeMessage message) {
    offer(Letter.of(message));
  }

  /** Something that does not wait. */
  void offer(Letter letter) {
    if (pending + letter.bytes() > bridge.outbox()) {
      close(CloseCode.SLOW_CONSUMER);
    } else {
      write(letter);
    }
  }

  /** Has a subscription paid when there is room for it. */
  void owe(Subscription subscription) {
    if (!owed.contains(subscription)) {
      owed.add(subscription);
    }
    pump();
  }

  private void pump() {
    while (!closed && !owed.isEmpty() && pending < bridge.outbox() / 2) {
      owed.remove().pay();
    }
  }

  void write(Letter letter) {
    if (!closed) {
      pending += letter.bytes();
      socket
          .write(letter.text())
          .onComplete(written -> {
            pending -= letter.bytes();
            pump();
          });
    }
  }

  // How it ends

  /** Whether nothing was heard of the client for that long. */
  boolean isSilent(long nanos, long now) {
    return now - heard > nanos;
  }

  /** Tells the client why, and ends it. */
  void close(CloseCode code) {
    if (!closed) {
      bridge.meters().closes(code);
      closed();
      socket.close(code.code(), code.name().toLowerCase(Locale.ROOT));
      bridge.vertx().setTimer(CUT_MS, elapsed -> cut());
    }
  }

  /** Whoever does not read does not read our close either: the connection ends without it. */
  private void cut() {
    if (socket.uri().endsWith("/websocket")) {
      var ignored = socket.routingContext().request().connection().close();
    }
  }

  /** The socket is closed. */
  void closed() {
    if (!closed) {
      closed = true;
      List.copyOf(subscriptions.keySet()).forEach(this::end);
      bridge.closed(this);
    }
  }
}
