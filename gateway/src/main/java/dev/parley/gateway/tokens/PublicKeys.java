package dev.parley.gateway.tokens;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which algorithm goes with which public key. RSA keys are for RS256 unless a JWK names another
 * one; a curve has its own algorithm.
 */
final class PublicKeys {
  /** RFC 7518, section 3.3. */
  private static final int LEAST_RSA_BITS = 2048;

  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final Map<String, String> CURVES =
      Map.of("P-256", "ES256", "P-384", "ES384", "P-521", "ES512", "Ed25519", "EdDSA");
  private static final Map<Integer, String> CURVES_BY_BITS =
      Map.of(256, "ES256", 384, "ES384", 521, "ES512");
  private static final List<String> FACTORIES = List.of("RSA", "EC", "Ed25519");
  private static final List<String> PUBLIC = List.of("kty", "kid", "n", "e", "crv", "x", "y");
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private PublicKeys() {}

  /**
   * What a public key in PEM is for.
   *
   * @throws IllegalArgumentException if it is no public key, or one too weak
   */
  static String algorithmOf(String pem) {
    String text = pem.strip();
    if (text.contains("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "is a private key: whoever makes tokens keeps that, and the server gets the public one");
    }
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IllegalArgumentException("is neither a JWK nor a PUBLIC KEY in PEM");
    }
    return switch (key(text)) {
      case RSAPublicKey rsa -> strong(rsa.getModulus(), "RS256");
      case ECPublicKey ec ->
          known(CURVES_BY_BITS.get(ec.getParams().getCurve().getField().getFieldSize()));
      case EdECPublicKey ed -> known(CURVES.get(ed.getParams().getName()));
      default -> throw unknown();
    };
  }

  private static PublicKey key(String pem) {
    String inner = pem.substring(BEGIN.length(), pem.length() - END.length());
    byte[] der = Base64.getMimeDecoder().decode(inner);
    for (String factory : FACTORIES) {
      try {
        return KeyFactory.getInstance(factory).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        // a key of another kind
      }
    }
    throw unknown();
  }

  /**
   * The public key of a JWK, with the algorithm that goes with it and nothing else.
   *
   * @throws IllegalArgumentException if it is none for signatures that are known here
   */
  static JsonObject publicPart(JsonObject jwk) {
    JsonObject key = new JsonObject();
    PUBLIC.stream()
        .filter(jwk::containsKey)
        .forEach(name -> key.put(name, text(jwk.getValue(name))));
    String named = jwk.getValue("alg") instanceof String alg ? alg : null;
    String algorithm =
        switch (key.getString("kty", "")) {
          case "RSA" -> strong(modulus(key), named == null ? "RS256" : named);
          case "EC", "OKP" -> known(CURVES.get(key.getString("crv", "")));
          default -> throw unknown();
        };
    boolean other = named != null && !named.equals(algorithm);
    boolean encrypts = jwk.containsKey("use") && !"sig".equals(jwk.getValue("use"));
    if (other || encrypts || (key.getString("kty").equals("RSA") && !RSA.contains(algorithm))) {
      throw unknown();
    }
    return key.put("alg", algorithm);
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw unknown();
  }

  private static BigInteger modulus(JsonObject key) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.getString("n", "")));
  }

  private static String strong(BigInteger modulus, String algorithm) {
    if (modulus.bitLength() < LEAST_RSA_BITS) {
      throw new IllegalArgumentException("is an RSA key of fewer than 2048 bits");
    }
    return algorithm;
  }

  private static String known(@Nullable String algorithm) {
    if (algorithm == null) {
      throw unknown();
    }
    return algorithm;
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException("is no key for a signature that is known here");
  }
}
