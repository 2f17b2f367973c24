package dev.parley.allinone.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of requests and of a client's WebSocket frames (RFC 6455, section 5), right or wrong.
 */
public final class RawBytes {
  /** What a client asks last, so that its answer shows that everything before was borne. */
  public static final byte[] LAST_PING = text("{\"type\":\"ping\",\"n\":77}");

  private RawBytes() {}

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
}
