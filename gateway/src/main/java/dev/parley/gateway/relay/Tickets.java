package dev.parley.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Json;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Seals tickets and opens them: {@code 1.<key id>.<base64url of nonce and ciphertext>}, AES-256-GCM
 * with a random 96-bit nonce (NIST SP 800-38D), the part before the last dot authenticated too. The
 * first key seals, each of them opens, so that a key can be rotated while tickets live.
 *
 * <p><em>Threading:</em> immutable.
 */
public final class Tickets {
  /** Bytes of a key. */
  public static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MAX_TEXT = 4096;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
  private final String sealing;

  /**
   * Tickets under these keys.
   *
   * @param keys 32 bytes each; none: a random one, so that tickets end with the process
   * @throws IllegalArgumentException if a key has another length
   */
  public Tickets(List<byte[]> keys) {
    for (byte[] key : keys.isEmpty() ? List.of(randomKey()) : keys) {
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("a ticket key must have 32 bytes");
      }
      this.keys.put(idOf(key), new SecretKeySpec(key, "AES"));
    }
    this.sealing = this.keys.keySet().iterator().next();
  }

  private byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  private static String idOf(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  String seal(Ticket ticket) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String head = "1." + sealing;
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, sealing, nonce, head);
      byte[] sealed = cipher.doFinal(Json.write(ticket));
      byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return head + "." + ENCODER.encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a ticket could not be sealed", e);
    }
  }

  /** What an authentic ticket says, expired or not; null when it is not one of ours. */
  @Nullable Ticket open(String text) {
    int dot = text.lastIndexOf('.');
    if (text.length() > MAX_TEXT || dot < 2 || !text.startsWith("1.")) {
      return null;
    }
    String head = text.substring(0, dot);
    String keyId = head.substring(2);
    if (!keys.containsKey(keyId)) {
      return null;
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(text.substring(dot + 1).getBytes(UTF_8));
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, keyId, nonce, head);
      int length = Math.max(0, all.length - NONCE_BYTES);
      return Json.read(cipher.doFinal(all, all.length - length, length), Ticket.class);
    } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
      return null;
    }
  }

  private Cipher cipher(int mode, String keyId, byte[] nonce, String head)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(head.getBytes(UTF_8));
    return cipher;
  }
}
