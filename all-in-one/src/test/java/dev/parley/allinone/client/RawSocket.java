package dev.parley.allinone.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");
  private static final Pattern LAST = Pattern.compile("\"type\":\"pong\",\"n\":77\\b");

  /** What a client asks last, so that its answer shows that everything before was borne. */
  public static final byte[] LAST_PING = text("{\"type\":\"ping\",\"n\":77}");

  private final Socket socket;
  private final DataInputStream in;

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** A new connection to that port of this machine. */
  public static RawSocket open(int port) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      return new RawSocket(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, grown to a WebSocket that speaks our version. */
  public static RawSocket upgraded(int port) {
    RawSocket raw = open(port).say(upgrade(""));
    String status = raw.head();
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new AssertionError(status);
    }
    return raw;
  }

  /** The request for a WebSocket, with these header lines besides. */
  public static byte[] upgrade(String lines) {
    return ascii(
        "GET /signal HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + ("Sec-WebSocket-Protocol: parley.v1\r\n" + lines + "\r\n"));
  }

  /** A text frame of a client. */
  public static byte[] text(String text) {
    return frame(0x81, text.getBytes(UTF_8));
  }

  /**
   * A masked frame of a client.
   *
   * @param first the byte with FIN, the reserved bits and the opcode
   */
  public static byte[] frame(int first, byte[] payload) {
    byte[] mask = {0x37, (byte) 0xfa, 0x21, 0x3d};
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= mask[i % mask.length];
    }
    return joined(new byte[] {(byte) first}, length(payload.length), mask, masked);
  }

  private static byte[] length(int length) {
    if (length < 126) {
      return new byte[] {(byte) (0x80 | length)};
    }
    if (length < 65_536) {
      return new byte[] {(byte) 0xfe, (byte) (length >> 8), (byte) length};
    }
    return new byte[] {
      (byte) 0xff,
      0,
      0,
      0,
      0,
      (byte) (length >> 24),
      (byte) (length >> 16),
      (byte) (length >> 8),
      (byte) length
    };
  }

  public static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** All of these, one after the other. */
  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Says these bytes; a server that has closed already hears them no more. */
  public RawSocket say(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException closed) {
      // What it answered, if anything, is still to be read.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
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
   * #LAST_PING}; else the codes of errors and the close code, such as {@code bad-frame 4041}, where
   * 1005 is a close without a code and 1006 no close at all.
   */
  public String outcome() {
    StringBuilder told = new StringBuilder();
    while (true) {
      byte[] head = read(2);
      if (head.length < 2) {
        return told + "1006";
      }
      byte[] payload = read(payloadLength(head[1] & 0x7f));
      String text = new String(payload, UTF_8);
      Matcher code = CODE.matcher(text);
      if ((head[0] & 0x0f) == CLOSE) {
        say(frame(0x80 | CLOSE, payload));
        int closeCode =
            payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        return told.append(closeCode).toString();
      } else if ((head[0] & 0x0f) == TEXT && LAST.matcher(text).find()) {
        return told + "alive";
      } else if ((head[0] & 0x0f) == TEXT && code.find()) {
        told.append(code.group(1)).append(' ');
      }
    }
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
