package dev.parley.gateway.relay;

import dev.parley.protocol.wire.CloseCode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.websocket.WebSocketFrameImpl;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * What waits for one socket, in order, bounded in bytes including what the socket itself has
 * queued. Where a frame does not fit, pulses that wait are dropped first; then the reader is too
 * slow and the socket is closed with 4011. Frames are written as the bytes that they are, so one
 * array may be shared by many outboxes; nobody writes to it.
 *
 * <p><em>Threading:</em> the socket's event loop.
 */
public final class Outbox {
  /** Bytes that the socket may queue by itself before frames wait here. */
  private static final int SOCKET_QUEUE = 64 * 1024;

  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
  private record Item(byte[] frame, boolean pulse) {}

  /** For the answer to our close (RFC 6455, section 7.1.1). */
  private static final long CUT_MS = 5_000;

  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final int bound;
  private final Handler<CloseCode> closing;
  private final Deque<Item> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private int writtenBytes;
  private boolean closed;

  /**
   * An empty outbox.
   *
   * @param bound bytes that may wait
   * @param closing told once, when this outbox closes the socket by itself
   */
  public Outbox(Vertx vertx, ServerWebSocket socket, int bound, Handler<CloseCode> closing) {
    this.vertx = vertx;
    this.socket = socket;
    this.bound = bound;
    this.closing = closing;
    socket.setWriteQueueMaxSize(Math.min(SOCKET_QUEUE, bound));
    socket.drainHandler(drained -> flush());
  }

  /** A frame that the client must get. */
  void offer(byte[] frame) {
    if (!fits(frame)) {
      dropPulses();
    }
    if (!fits(frame)) {
      tooSlow();
      return;
    }
    enqueue(frame, false);
  }

  /** A frame that the client may miss. */
  void offerPulse(byte[] frame) {
    if (fits(frame)) {
      enqueue(frame, true);
    }
  }

  /** Writes what waits, then closes. Nothing is taken any more. */
  void close(CloseCode code) {
    if (isOpen()) {
      closed = true;
      while (!waiting.isEmpty()) {
        write(waiting.remove());
      }
      socket.close((short) code.code(), code.name().toLowerCase(Locale.ROOT));
      vertx.setTimer(CUT_MS, elapsed -> cut());
    }
  }

  /** Whoever does not read does not read our close either: the connection ends without it. */
  private void cut() {
    if (socket instanceof WebSocketInternal connection) {
      var ignored = connection.channelHandlerContext().close();
    }
  }

  /** Bytes that the client has not taken yet. */
  int pending() {
    return waitingBytes + writtenBytes;
  }

  private boolean fits(byte[] frame) {
    return pending() + frame.length <= bound;
  }

  /** The socket may have gone a moment before its close handler runs. */
  private boolean isOpen() {
    return !closed && !socket.isClosed();
  }

  private void enqueue(byte[] frame, boolean pulse) {
    if (isOpen()) {
      waiting.add(new Item(frame, pulse));
      waitingBytes += frame.length;
      flush();
    }
  }

  private void flush() {
    while (isOpen() && !waiting.isEmpty() && !socket.writeQueueFull()) {
      write(waiting.remove());
    }
  }

  private void write(Item item) {
    int length = item.frame().length;
    waitingBytes -= length;
    writtenBytes += length;
    socket
        .writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, item.frame(), true))
        .onComplete(written -> writtenBytes -= length);
  }

  private void dropPulses() {
    waiting.removeIf(item -> {
      if (item.pulse()) {
        waitingBytes -= item.frame().length;
      }
      return item.pulse();
    });
  }

  private void tooSlow() {
    if (isOpen()) {
      waiting.clear();
      waitingBytes = 0;
      close(CloseCode.SLOW_CONSUMER);
      closing.handle(CloseCode.SLOW_CONSUMER);
    }
  }
}
