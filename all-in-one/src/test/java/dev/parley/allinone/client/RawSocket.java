package dev.parley.allinone.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP connection to the public port that says exactly the bytes it is told, and tells in a few
 * words what came of them. RFC 9112 and RFC 6455 are spoken as far as that needs.
 *
 * <p><em>Threading:</em> one thread.
 */
public final class RawSocket implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;
  private static final int TRICKLE_MS = 20;
  private static final int CLOSE = 8;
  private static final int TEXT = 1;
  private static final int NOTHING = -1;
  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");
  private static final Pattern LAST = Pattern.compile("\"type\":\"pong\",\"n\":77\\b");

  private final Socket socket;
  private final DataInputStream in;
  private boolean open = true;

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** A new connection to that port of this machine. */
  public static RawSocket open(int port) {
    return open(port, InetAddress.getLoopbackAddress());
  }

  /** The same, from that address of this machine. */
  public static RawSocket open(int port, InetAddress from) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
      return new RawSocket(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, with as little room for what was not read yet as the system allows. */
  public static RawSocket narrow(int port) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(1);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new RawSocket(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new connection that has grown to a WebSocket of our version. */
  public static RawSocket upgraded(int port) {
    return upgraded(open(port));
  }

  /** That connection, grown to a WebSocket of our version. */
  public static RawSocket upgraded(RawSocket raw) {
    String status = raw.say(RawBytes.upgrade("")).head();
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new AssertionError(status);
    }
    return raw;
  }

  /** Says these bytes; a server that has closed already hears them no more. */
  public RawSocket say(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException closed) {
      open = false; // what it answered, if anything, is still to be read
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Whether the server has taken all that was said, as far as is known yet. */
  public boolean isOpen() {
    return open;
  }

  /**
   * The statuses of all answers until the server closes, such as {@code 200 404}; {@code cut} where
   * it closes without one.
   */
  public String statuses() {
    List<String> statuses = new ArrayList<>();
    for (String head = head(); !head.isEmpty(); head = head()) {
      Matcher status = STATUS.matcher(head);
      statuses.add(status.lookingAt() ? status.group(1) : head);
      Matcher length = LENGTH.matcher(head);
      read(length.find() ? Integer.parseInt(length.group(1)) : 0);
      if (statuses.getLast().equals("101")) {
        break;
      }
    }
    return statuses.isEmpty() ? "cut" : String.join(" ", statuses);
  }

  /** Says a letter again and again, as slowly as a server may bear; returns when it is closed. */
  public void trickle() {
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    try {
      socket.setSoTimeout(TRICKLE_MS);
      while (System.nanoTime() < end) {
        socket.getOutputStream().write('a');
        if (isEnded()) {
          return;
        }
      }
    } catch (SocketException closed) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("the server hears without end");
  }

  private boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    }
  }

  /** The head of the next answer; empty where the connection ends. */
  public String head() {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      byte[] next = read(1);
      if (next.length == 0) {
        return head.toString();
      }
      head.append((char) (next[0] & 0xff));
    }
    return head.toString();
  }

  /**
   * What came of all that was said on the WebSocket: {@code alive} at the answer to {@link
   * RawBytes#LAST_PING}; else the codes of errors and the close code, such as {@code bad-frame
   * 4041}, where 1005 is a close without a code and 1006 no close at all.
   */
  public String outcome() {
    StringBuilder told = new StringBuilder();
    while (true) {
      Came came = next();
      Matcher code = CODE.matcher(came.text());
      if (came.opcode() == NOTHING) {
        return told + "1006";
      } else if (came.opcode() == CLOSE) {
        say(RawBytes.frame(0x80 | CLOSE, came.payload()));
        return told.append(came.closeCode()).toString();
      } else if (came.opcode() == TEXT && LAST.matcher(came.text()).find()) {
        return told + "alive";
      } else if (came.opcode() == TEXT && code.find()) {
        told.append(code.group(1)).append(' ');
      }
    }
  }

  /** The next text frame. */
  public String nextText() {
    while (true) {
      Came came = next();
      if (came.opcode() == TEXT) {
        return came.text();
      } else if (came.opcode() == NOTHING || came.opcode() == CLOSE) {
        throw new AssertionError("closed: " + came.text());
      }
    }
  }

  /** A frame of the server. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Came(int opcode, byte[] payload) {
    String text() {
      return new String(payload, UTF_8);
    }

    int closeCode() {
      return payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }
  }

  private Came next() {
    byte[] head = read(2);
    return head.length < 2
        ? new Came(NOTHING, head)
        : new Came(head[0] & 0x0f, read(payloadLength(head[1] & 0x7f)));
  }

  private int payloadLength(int length) {
    int bytes = length == 126 ? 2 : length == 127 ? 8 : 0;
    int all = bytes == 0 ? length : 0;
    for (byte next : read(bytes)) {
      all = (all << 8) | (next & 0xff);
    }
    return all;
  }

  /** So many bytes; none where the connection ends before. */
  private byte[] read(int count) {
    byte[] bytes = new byte[count];
    try {
      in.readFully(bytes);
      return bytes;
    } catch (EOFException | SocketException ended) {
      return new byte[0];
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server neither answers nor closes", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
