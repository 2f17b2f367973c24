package dev.parley.ice.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A STUN request on its way to become bytes (RFC 8489, section 5).
 *
 * <p>Signed as browsers sign, with HMAC-SHA1 under an MD5 key: a server that takes only the newer
 * algorithms of RFC 8489 would be of no use to them.
 *
 * <p><em>Threading:</em> one thread.
 */
final class StunRequest {
  private static final int FINGERPRINT_XOR = 0x5354554E;
  private static final int MOST = 4096;

  private final ByteBuffer bytes = ByteBuffer.allocate(MOST);

  /**
   * A request without attributes.
   *
   * @param method such as {@link StunMessage#BINDING}
   * @param id 12 bytes, new for each request
   */
  StunRequest(int method, byte[] id) {
    bytes.putShort((short) method).putShort((short) 0).putInt(StunMessage.COOKIE).put(id);
  }

  StunRequest with(int attribute, byte... value) {
    bytes.putShort((short) attribute).putShort((short) value.length).put(value);
    bytes.position(padded(bytes.position()));
    return this;
  }

  StunRequest with(int attribute, String text) {
    return with(attribute, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Signs what is there so far; only {@link #encode()} may follow. */
  StunRequest signedWith(byte[] key) {
    return with(StunMessage.MESSAGE_INTEGRITY, sign(bytes.array(), bytes.position(), key));
  }

  /** The request with its FINGERPRINT. */
  byte[] encode() {
    int at = bytes.position();
    int checksum = fingerprint(bytes.array(), at);
    with(StunMessage.FINGERPRINT, ByteBuffer.allocate(4).putInt(checksum).array());
    return withLength(bytes.array(), bytes.position(), bytes.position());
  }

  /** The key of long-term credentials (section 9.2.2). */
  static byte[] key(TurnCredentials credentials, String realm) {
    String text = credentials.username() + ":" + realm + ":" + credentials.password();
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** The signature of the first {@code end} bytes, their length telling of itself as well. */
  static byte[] sign(byte[] message, int end, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return mac.doFinal(withLength(message, end, end + 24));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA1", e);
    }
  }

  /** The checksum of the first {@code end} bytes, their length telling of itself as well. */
  static int fingerprint(byte[] message, int end) {
    CRC32 crc = new CRC32();
    crc.update(withLength(message, end, end + 8));
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }

  /** The first {@code end} bytes, saying that the message ends at {@code told}. */
  private static byte[] withLength(byte[] message, int end, int told) {
    byte[] part = Arrays.copyOf(message, end);
    ByteBuffer.wrap(part).putShort(2, (short) (told - StunMessage.HEADER));
    return part;
  }

  static int padded(int length) {
    return (length + 3) & ~3;
  }
}
