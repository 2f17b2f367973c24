package dev.parley.runtime;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for an id in the log: the same for the same id and salt, and of no use to find it.
 *
 * <p><em>Threading:</em> callable from any thread.
 */
final class IdHash {

  private static final String HMAC = "HmacSHA256";
  private static final int SHOWN_BYTES = 5;

  private final SecretKeySpec key;

  private IdHash(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  /**
   * @param salt empty for a random one
   */
  static IdHash salted(String salt) {
    byte[] key = salt.getBytes(StandardCharsets.UTF_8);
    if (key.length == 0) {
      key = new byte[16];
      new SecureRandom().nextBytes(key);
    }
    return new IdHash(key);
  }

  String of(Object id) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] hash = mac.doFinal(id.toString().getBytes(StandardCharsets.UTF_8));
      return "#" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
