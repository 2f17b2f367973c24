package dev.parley.allinone;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that fit into a link. */
final class Secrets {
  private static final int BYTES = 16;

  private Secrets() {}

  /** 128 random bits, safe in a URL (RFC 4648, section 5). */
  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
