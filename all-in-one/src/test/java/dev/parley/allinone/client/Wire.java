package dev.parley.allinone.client;

import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A socket to a gateway that can be made bad: it loses and doubles frames both ways, it is cut, or
 * it stalls while both ends believe that it is open.
 *
 * <p>Threading: the event loop of its client.
 */
public final class Wire {
  /** What share of the frames of each direction, 0 to 1, is lost or doubled. */
  public record Faults(double lost, double doubled) {
    public static final Faults NONE = new Faults(0, 0);
  }

  private static final int NO_CODE = 1006;

  private final WebSocket socket;
  private final Random random;
  private final Supplier<Faults> faults;
  private boolean stalled;
  private boolean over;

  private Wire(WebSocket socket, Random random, Supplier<Faults> faults) {
    this.socket = socket;
    this.random = random;
    this.faults = faults;
  }

  /**
   * Opens a socket; {@code opened} is told of it before anything can arrive.
   *
   * @param within ms that it may take
   */
  static void open(
      Vertx vertx,
      WebSocketClient client,
      SocketAddress gateway,
      long within,
      Random random,
      Supplier<Faults> faults,
      Consumer<Wire> opened,
      Runnable failed) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost(gateway.host())
            .setPort(gateway.port())
            .setURI("/signal")
            .setTimeout(within)
            .setSubProtocols(List.of("parley.v1"));
    client
        .connect(options)
        .onSuccess(socket -> opened.accept(new Wire(socket, random, faults)))
        .onFailure(failure -> failed.run());
  }

  void listen(Consumer<ServerFrame> frames, IntConsumer closed) {
    socket.textMessageHandler(text -> {
      if (!stalled && !over) {
        for (int copies = copies(); copies > 0; copies--) {
          frames.accept(decode(text));
        }
      }
    });
    socket.exceptionHandler(lost -> {});
    socket.closeHandler(done -> {
      Short code = socket.closeStatusCode();
      if (!stalled && !over) {
        over = true;
        closed.accept(code == null ? NO_CODE : code);
      }
    });
  }

  private static ServerFrame decode(String text) {
    try {
      return FrameCodec.SERVER.decode(text.getBytes(StandardCharsets.UTF_8));
    } catch (BadFrame e) {
      throw new AssertionError(text, e);
    }
  }

  void send(ClientFrame frame) {
    if (stalled || over) {
      return;
    }
    String text = new String(FrameCodec.encode(frame), StandardCharsets.UTF_8);
    for (int copies = copies(); copies > 0; copies--) {
      socket.writeTextMessage(text);
    }
  }

  private int copies() {
    double draw = random.nextDouble();
    Faults now = faults.get();
    if (draw < now.lost()) {
      return 0;
    }
    return draw < now.lost() + now.doubled() ? 2 : 1;
  }

  /** Nothing passes any more, and neither end is told. */
  void stall() {
    stalled = true;
  }

  /** The client gives it up; the other end is told, unless nothing passes. */
  void abandon() {
    if (!stalled) {
      close();
    }
  }

  /** The client closes; it hears nothing more of this socket. */
  void close() {
    over = true;
    socket.close();
  }
}
