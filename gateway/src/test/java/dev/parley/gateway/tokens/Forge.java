package dev.parley.gateway.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, good and bad ones, with nothing but the JDK. */
final class Forge {
  static final String SECRET = "a secret of more than thirty-two bytes";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Forge() {}

  /** The claims of a good token. */
  static Map<String, Object> claims(long nowMillis) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "ada");
    claims.put("aud", "parley");
    claims.put("iss", "https://issuer.example");
    claims.put("exp", nowMillis / 1000 + 3600);
    claims.put("jti", "t-1");
    claims.put("parley", Map.of("room", "team-*", "role", "moderator"));
    return claims;
  }

  static Map<String, Object> header(String alg, String kid) {
    Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", alg, "typ", "JWT"));
    if (kid != null) {
      header.put("kid", kid);
    }
    return header;
  }

  /** A file of its own with that text. */
  static Path written(Path folder, String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "key", ".txt"), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A copy in which one member is another; null takes it away. */
  static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
    Map<String, Object> copy = new HashMap<>(map);
    if (value == null) {
      copy.remove(name);
    } else {
      copy.put(name, value);
    }
    return copy;
  }

  static String base64(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  static String head(Map<String, Object> header, Map<String, Object> claims) {
    return base64(Json.write(header)) + "." + base64(Json.write(claims));
  }

  static String hs256(Map<String, Object> header, Map<String, Object> claims, String secret) {
    return hmac("HmacSHA256", head(header, claims), secret.getBytes(UTF_8));
  }

  static String hmac(String algorithm, String head, byte[] secret) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      return head + "." + base64(mac.doFinal(head.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] signature(String algorithm, KeyPair keys, String head) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(keys.getPrivate());
      signature.update(head.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String signed(
      String algorithm, KeyPair keys, Map<String, Object> header, Map<String, Object> claims) {
    String head = head(header, claims);
    return head + "." + base64(signature(algorithm, keys, head));
  }

  static KeyPair rsa(int bits) {
    return pair("RSA", generator -> generator.initialize(bits));
  }

  static KeyPair ec(String curve) {
    return pair("EC", generator -> generator.initialize(new ECGenParameterSpec(curve)));
  }

  static KeyPair ed25519() {
    return pair("Ed25519", generator -> {});
  }

  private interface Preparation {
    void on(KeyPairGenerator generator) throws GeneralSecurityException;
  }

  private static KeyPair pair(String algorithm, Preparation preparation) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      preparation.on(generator);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  static String pem(KeyPair keys) {
    return pem("PUBLIC KEY", keys.getPublic().getEncoded());
  }

  static Map<String, Object> jwk(String kid, KeyPair keys) {
    Map<String, Object> jwk = new LinkedHashMap<>(Map.of("kid", kid, "use", "sig"));
    switch (keys.getPublic()) {
      case RSAPublicKey rsa -> {
        jwk.put("kty", "RSA");
        jwk.put("n", base64(unsigned(rsa.getModulus(), 0)));
        jwk.put("e", base64(unsigned(rsa.getPublicExponent(), 0)));
      }
      case ECPublicKey ec -> {
        int bits = ec.getParams().getCurve().getField().getFieldSize();
        jwk.put("kty", "EC");
        jwk.put("crv", "P-" + bits);
        jwk.put("x", base64(unsigned(ec.getW().getAffineX(), (bits + 7) / 8)));
        jwk.put("y", base64(unsigned(ec.getW().getAffineY(), (bits + 7) / 8)));
      }
      default -> {
        byte[] der = keys.getPublic().getEncoded();
        jwk.put("kty", "OKP");
        jwk.put("crv", "Ed25519");
        jwk.put("x", base64(Arrays.copyOfRange(der, der.length - 32, der.length)));
      }
    }
    return jwk;
  }

  private static byte[] unsigned(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] bare = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    byte[] padded = new byte[Math.max(length, bare.length)];
    System.arraycopy(bare, 0, padded, padded.length - bare.length, bare.length);
    return padded;
  }
}
