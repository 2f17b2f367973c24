package dev.parley.ice.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A STUN message that was received (RFC 8489, section 5), as far as a client of STUN and TURN needs
 * it. Of attributes that are there twice the first counts; those behind MESSAGE-INTEGRITY do not,
 * save FINGERPRINT.
 *
 * <p><em>Threading:</em> immutable.
 */
public final class StunMessage {
  public static final int BINDING = 0x001;
  public static final int ALLOCATE = 0x003;
  public static final int REFRESH = 0x004;

  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int LIFETIME = 0x000D;
  static final int REALM = 0x0014;
  static final int NONCE = 0x0015;
  static final int XOR_RELAYED_ADDRESS = 0x0016;
  static final int REQUESTED_TRANSPORT = 0x0019;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int FINGERPRINT = 0x8028;

  static final int HEADER = 20;
  static final int COOKIE = 0x2112A442;
  static final int ID_BYTES = 12;

  /** What a message is to its receiver. */
  public enum Kind {
    REQUEST,
    INDICATION,
    SUCCESS,
    FAILURE
  }

  private final byte[] bytes;
  private final Map<Integer, byte[]> attributes = new LinkedHashMap<>();
  private int signed = -1;

  private StunMessage(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * How long the message is that begins with these bytes.
   *
   * @param header at least 4 bytes
   */
  public static int length(byte[] header) {
    return HEADER + Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(2));
  }

  /**
   * Reads one message.
   *
   * @throws IllegalArgumentException if the bytes are not exactly one message, or its FINGERPRINT
   *     is wrong
   */
  public static StunMessage decode(byte[] bytes) {
    boolean whole = bytes.length >= HEADER && bytes.length % 4 == 0;
    if (!whole || bytes[0] < 0 || bytes[0] > 0x3F || length(bytes) != bytes.length) {
      throw new IllegalArgumentException("is no STUN message");
    }
    if (ByteBuffer.wrap(bytes).getInt(4) != COOKIE) {
      throw new IllegalArgumentException("has not the cookie of STUN");
    }
    StunMessage message = new StunMessage(bytes.clone());
    message.readAttributes();
    return message;
  }

  private void readAttributes() {
    for (int at = HEADER; at < bytes.length; ) {
      if (at + 4 > bytes.length) {
        throw new IllegalArgumentException("ends within an attribute");
      }
      ByteBuffer attribute = ByteBuffer.wrap(bytes, at, bytes.length - at);
      int type = Short.toUnsignedInt(attribute.getShort());
      int length = Short.toUnsignedInt(attribute.getShort());
      if (length > attribute.remaining()) {
        throw new IllegalArgumentException("ends within an attribute");
      }
      readAttribute(type, at, Arrays.copyOfRange(bytes, at + 4, at + 4 + length));
      at += 4 + StunRequest.padded(length);
    }
  }

  private void readAttribute(int type, int at, byte[] value) {
    if (type == FINGERPRINT) {
      boolean last = at + 8 == bytes.length && value.length == 4;
      if (!last || ByteBuffer.wrap(value).getInt() != StunRequest.fingerprint(bytes, at)) {
        throw new IllegalArgumentException("has a wrong FINGERPRINT");
      }
    } else if (signed < 0) {
      attributes.putIfAbsent(type, value);
      signed = type == MESSAGE_INTEGRITY ? at : signed;
    }
  }

  public int method() {
    int type = type();
    return (type & 0x000F) | (type & 0x00E0) >> 1 | (type & 0x3E00) >> 2;
  }

  public Kind kind() {
    int type = type();
    return Kind.values()[(type & 0x0100) >> 7 | (type & 0x0010) >> 4];
  }

  private int type() {
    return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort());
  }

  /** Whether this is the answer to a request with that id. */
  public boolean answers(int method, byte[] id) {
    boolean answer = kind() == Kind.SUCCESS || kind() == Kind.FAILURE;
    return answer && method() == method && Arrays.equals(bytes, 8, HEADER, id, 0, id.length);
  }

  public boolean has(int attribute) {
    return attributes.containsKey(attribute);
  }

  /** An attribute that is text; null where it is not there. */
  public @Nullable String text(int attribute) {
    byte[] value = attributes.get(attribute);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** The number of the error, 300 to 699 (section 14.8); 0 where there is none. */
  public int errorCode() {
    byte[] value = attributes.get(ERROR_CODE);
    return value == null || value.length < 4 ? 0 : (value[2] & 7) * 100 + (value[3] & 0xFF);
  }

  /** Whether it is signed with that key (section 14.5). */
  public boolean isSignedWith(byte[] key) {
    byte[] signature = attributes.get(MESSAGE_INTEGRITY);
    return signature != null
        && MessageDigest.isEqual(signature, StunRequest.sign(bytes, signed, key));
  }
}
