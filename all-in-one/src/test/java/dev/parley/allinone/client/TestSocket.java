package dev.parley.allinone.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One socket to a gateway, told step by step what to say. The test's thread waits for what comes.
 * Pings are answered.
 */
public final class TestSocket {
  public static final long PATIENCE_SECONDS = 30;

  private final WebSocketClient client;
  private final WebSocket socket;
  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();

  private final List<ErrorCode> errors = new ArrayList<>();
  private volatile boolean mute;

  private TestSocket(WebSocketClient client, WebSocket socket) {
    this.client = client;
    this.socket = socket;
    socket.textMessageHandler(text -> hear(text.getBytes(StandardCharsets.UTF_8)));
    socket.closeHandler(done -> {
      Short code = socket.closeStatusCode();
      closed.complete(code == null ? 1006 : code.intValue());
    });
    socket.exceptionHandler(lost -> {});
  }

  /** A socket that speaks our version. */
  public static TestSocket open(Vertx vertx, int port) {
    return open(vertx, port, List.of("parley.v1"));
  }

  /** A socket that offers these versions. */
  public static TestSocket open(Vertx vertx, int port, List<String> versions) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/signal")
            .setSubProtocols(versions);
    WebSocketClient client = vertx.createWebSocketClient();
    CompletableFuture<TestSocket> opened = new CompletableFuture<>();
    // On one event loop, so that the handlers are set before anything can arrive.
    vertx.runOnContext(turn ->
        client
            .connect(options)
            .onSuccess(socket -> opened.complete(new TestSocket(client, socket)))
            .onFailure(opened::completeExceptionally));
    return await(opened);
  }

  private void hear(byte[] frame) {
    try {
      if (!mute && FrameCodec.SERVER.decode(frame) instanceof ServerFrame.Ping ping) {
        send(new ClientFrame.Pong(ping.n()));
      }
    } catch (dev.parley.protocol.wire.BadFrame e) {
      closed.completeExceptionally(e);
    }
    frames.add(frame);
  }

  public void send(ClientFrame frame) {
    say(new String(FrameCodec.encode(frame), StandardCharsets.UTF_8));
  }

  /** Sends whatever text, right or wrong. */
  public void say(String text) {
    socket.writeTextMessage(text);
  }

  /** Sends one WebSocket frame as it is. */
  public void write(WebSocketFrame frame) {
    socket.writeFrame(frame);
  }

  public void sayBytes(byte[] binary) {
    socket.writeBinaryMessage(Buffer.buffer(binary));
  }

  /** Whether the network has taken all that was said. */
  public boolean isDrained() {
    return socket.isClosed() || !socket.writeQueueFull();
  }

  /** Answers no more pings, as one whose network is gone. */
  public void mute() {
    mute = true;
  }

  /** Reads no more: the peer's bytes pile up. */
  public void stall() {
    socket.pause();
  }

  public void resumeReading() {
    socket.resume();
  }

  /** Ends without a word. */
  public void cut() {
    client.close();
  }

  public String subProtocol() {
    return socket.subProtocol();
  }

  /** The next frame of that type; others are passed over. */
  public <T extends ServerFrame> T expect(Class<T> type) {
    return expect(type, TestSocket::always);
  }

  /** The next frame of that type that is as it should be; others are passed over. */
  public <T extends ServerFrame> T expect(
      Class<T> type, java.util.function.Predicate<? super T> right) {
    while (true) {
      ServerFrame frame = decode(nextBytes(type.getSimpleName()));
      if (frame instanceof Refusal error) {
        errors.add(error.code());
      }
      if (type.isInstance(frame) && right.test(type.cast(frame))) {
        return type.cast(frame);
      }
    }
  }

  private static boolean always(Object frame) {
    return true;
  }

  /** The next frame's bytes, whatever it is. */
  public byte[] nextBytes(String awaited) {
    try {
      byte[] frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        return fail(
            "no %s came; errors %s, closed: %s".formatted(awaited, errors, closed.getNow(null)));
      }
      return frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next error, which has that code. */
  public Refusal expectError(ErrorCode code) {
    Refusal error = expect(Refusal.class);
    assertEquals(code, error.code(), error::message);
    return error;
  }

  public void expectClose(CloseCode code) {
    assertEquals(code.code(), closeCode());
  }

  /** The code with which the socket is closed; 1006 where there was none. */
  public int closeCode() {
    return await(closed);
  }

  /** All frames that have come so far and were not asked for, but pings. */
  public List<ServerFrame> heardSoFar() {
    List<byte[]> all = new ArrayList<>();
    frames.drainTo(all);
    return all.stream()
        .map(TestSocket::decode)
        .filter(frame -> !(frame instanceof ServerFrame.Ping))
        .toList();
  }

  private static ServerFrame decode(byte[] frame) {
    try {
      return FrameCodec.SERVER.decode(frame);
    } catch (dev.parley.protocol.wire.BadFrame e) {
      throw new AssertionError(new String(frame, StandardCharsets.UTF_8), e);
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
