package dev.parley.ice;

import dev.parley.ice.domain.IceUri;
import dev.parley.ice.domain.StunMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;

/**
 * A way to one server for the time of one probe.
 *
 * <p><em>Threading:</em> the event loop on which it was opened.
 */
sealed interface Wire {

  void send(byte[] message);

  void close();

  /** Whether what is sent may be lost, so that it has to be sent again. */
  boolean loses();

  /** Each datagram is a message (RFC 8489, section 6.2.1). */
  record Datagrams(DatagramSocket socket, IceUri to) implements Wire {

    static Future<Wire> open(Vertx vertx, IceUri to, Consumer<byte[]> heard) {
      boolean six = to.host().startsWith("[");
      DatagramSocket socket = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(six));
      socket.handler(packet -> heard.accept(packet.data().getBytes()));
      return socket
          .listen(0, six ? "::" : "0.0.0.0")
          .<Wire>map(bound -> new Datagrams(bound, to))
          .onFailure(failure -> socket.close());
    }

    @Override
    public void send(byte[] message) {
      socket.send(Buffer.buffer(message), to.port(), to.address());
    }

    @Override
    public void close() {
      socket.close();
    }

    @Override
    public boolean loses() {
      return true;
    }
  }

  /** Messages follow each other in the stream (RFC 8489, section 6.2.2). */
  record Stream(NetSocket socket) implements Wire {

    static Future<Wire> open(NetClient client, IceUri to, Consumer<byte[]> heard, Runnable broken) {
      return client
          .connect(to.port(), to.address())
          .map(socket -> {
            socket.handler(new Splitter(heard));
            socket.exceptionHandler(failure -> broken.run());
            socket.closeHandler(closed -> broken.run());
            return new Stream(socket);
          });
    }

    @Override
    public void send(byte[] message) {
      socket.write(Buffer.buffer(message));
    }

    @Override
    public void close() {
      socket.close();
    }

    @Override
    public boolean loses() {
      return false;
    }
  }

  /** Finds the messages in a stream. */
  final class Splitter implements io.vertx.core.Handler<Buffer> {
    private static final int HEADER = 4;
    private final Consumer<byte[]> heard;
    private Buffer rest = Buffer.buffer();

    Splitter(Consumer<byte[]> heard) {
      this.heard = heard;
    }

    @Override
    public void handle(Buffer more) {
      rest.appendBuffer(more);
      while (rest.length() >= HEADER) {
        int length = StunMessage.length(rest.getBytes(0, HEADER));
        if (rest.length() < length) {
          return;
        }
        byte[] message = rest.getBytes(0, length);
        rest = rest.getBuffer(length, rest.length());
        heard.accept(message);
      }
    }
  }
}
