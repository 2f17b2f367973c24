package dev.parley.gateway.tokens;

import static dev.parley.gateway.tokens.Forge.base64;
import static dev.parley.gateway.tokens.Forge.head;
import static dev.parley.gateway.tokens.Forge.header;
import static dev.parley.gateway.tokens.Forge.hs256;
import static dev.parley.gateway.tokens.Forge.with;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Json;
import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What may be done to a good token, and must each be refused. The good ones are by the secret
 * {@code k1}, by the RSA key {@code r1} and by the P-256 key {@code e1}.
 */
final class Mutations {
  private final Map<String, Object> claims;
  private final KeyPair rsa;
  private final KeyPair ec;
  private final Map<String, String> all = new LinkedHashMap<>();

  Mutations(long now, KeyPair rsa, KeyPair ec) {
    this.claims = Forge.claims(now);
    this.rsa = rsa;
    this.ec = ec;
    shapes();
    signatures();
    algorithms();
    names();
    contents();
  }

  /** By what was done to them. */
  Map<String, String> all() {
    return all;
  }

  private String good() {
    return hs256(header("HS256", "k1"), claims, Forge.SECRET);
  }

  private String[] parts() {
    return split(good());
  }

  private static String[] split(String token) {
    return token.split("\\.", -1);
  }

  private void add(String why, String token) {
    if (all.put(why, token) != null) {
      throw new IllegalArgumentException(why + " is there twice");
    }
  }

  private void shapes() {
    String[] parts = parts();
    add("no text at all", "");
    add("one segment", parts[0]);
    add("no signature", parts[0] + "." + parts[1]);
    add("an empty signature", parts[0] + "." + parts[1] + ".");
    add("a fourth segment", good() + "." + parts[2]);
    add("a dot behind it", good() + ".");
    add("a line feed behind it", good() + "\n");
    add("a blank before it", " " + good());
    add("padding", good() + "=");
    add(
        "base64 that is not for URLs",
        parts[0] + "." + parts[1] + "." + "+/" + parts[2].substring(2));
    add(
        "too long",
        hs256(header("HS256", "k1"), with(claims, "x", "x".repeat(9000)), Forge.SECRET));
    add("JSON serialization", "{\"payload\":\"" + parts[1] + "\"}");
  }

  private void signatures() {
    String[] parts = parts();
    String head = parts[0] + "." + parts[1];
    char last = parts[2].charAt(42);
    String bits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char sameBytes = bits.charAt(bits.indexOf(last) ^ 1);
    add("bits that no byte has", head + "." + parts[2].substring(0, 42) + sameBytes);
    add(
        "another first byte",
        head + "." + (parts[2].charAt(0) == 'A' ? 'B' : 'A') + parts[2].substring(1));
    add("half of the signature", head + "." + parts[2].substring(0, 20));
    add(
        "the signature of other claims",
        head
            + "."
            + split(hs256(header("HS256", "k1"), with(claims, "sub", "eve"), Forge.SECRET))[2]);
    add(
        "other claims under the signature",
        parts[0] + "." + base64(Json.write(with(claims, "sub", "eve"))) + "." + parts[2]);
    add(
        "another header under the signature",
        base64(Json.write(with(header("HS256", "k1"), "typ", "jwt")))
            + "."
            + parts[1]
            + "."
            + parts[2]);
    add("another secret", hs256(header("HS256", "k1"), claims, Forge.SECRET + "!"));
    add("an empty secret's hash", hs256(header("HS256", "k1"), claims, "\0"));
    String ecHead = head(header("ES256", "e1"), claims);
    add(
        "an ECDSA signature in ASN.1",
        ecHead + "." + base64(Forge.signature("SHA256withECDSA", ec, ecHead)));
    add("an ECDSA signature of zeros", ecHead + "." + base64(new byte[64]));
  }

  private void algorithms() {
    String none = head(header("none", "k1"), claims);
    add("none without a signature", none + ".");
    add("none with a signature", none + "." + parts()[2]);
    add("None", head(header("None", "k1"), claims) + "." + parts()[2]);
    add("no algorithm", hs256(with(header("HS256", "k1"), "alg", null), claims, Forge.SECRET));
    add(
        "a longer hash by the same secret",
        Forge.hmac(
            "HmacSHA512", head(header("HS512", "k1"), claims), Forge.SECRET.getBytes(UTF_8)));
    add(
        "a public key in PEM taken for a secret",
        Forge.hmac(
            "HmacSHA256", head(header("HS256", "r1"), claims), Forge.pem(rsa).getBytes(UTF_8)));
    add(
        "a public key in DER taken for a secret",
        Forge.hmac(
            "HmacSHA256", head(header("HS256", "r1"), claims), rsa.getPublic().getEncoded()));
    add(
        "another hash by the right RSA key",
        Forge.signed("SHA512withRSA", rsa, header("RS512", "r1"), claims));
    add(
        "the RSA key under the name of the curve",
        Forge.signed("SHA256withRSA", rsa, header("RS256", "e1"), claims));
  }

  private void names() {
    add("no kid where there are several keys", hs256(header("HS256", null), claims, Forge.SECRET));
    add("a kid that is unknown", hs256(header("HS256", "k9"), claims, Forge.SECRET));
    add("a kid that is a path", hs256(header("HS256", "../../dev/null"), claims, "\0"));
    add(
        "a kid that is a number",
        hs256(with(header("HS256", "k1"), "kid", 1), claims, Forge.SECRET));
    add(
        "a key in the header",
        Forge.signed(
            "SHA256withRSA",
            Forge.rsa(2048),
            with(header("RS256", "x1"), "jwk", Forge.jwk("x1", rsa)),
            claims));
    add(
        "an extension that must be understood",
        hs256(with(header("HS256", "k1"), "crit", List.of("b64")), claims, Forge.SECRET));
  }

  private void contents() {
    Map<String, Object> none = Map.of();
    claim("no audience", "aud", null);
    claim("another audience", "aud", "other");
    claim("audiences without ours", "aud", List.of("other", "parley2"));
    claim("an audience in capitals", "aud", "PARLEY");
    claim("another issuer", "iss", "https://issuer.example.evil");
    claim("no issuer", "iss", null);
    claim("no end", "exp", null);
    claim("an end that is a text", "exp", "9999999999");
    claim("an end that is no number", "exp", List.of());
    claim("an end without end", "exp", 1e300);
    claim("an end before all time", "exp", -1);
    claim("a beginning an hour ahead", "nbf", (long) claims.get("exp"));
    claim("a beginning that is a text", "nbf", "now");
    claim("nobody", "sub", null);
    claim("a user that is no name", "sub", "ada lovelace");
    claim("a role that nobody has", "parley", Map.of("room", "team-*", "role", "admin"));
    claim(
        "a kind that nobody sends",
        "parley",
        Map.of("room", "team-*", "publish", List.of("smell")));
    claim("a star in the middle", "parley", Map.of("room", "te*am"));
    claim("rights that are a text", "parley", "team-*");
    claim("a token id that is an object", "jti", none);
    String twice =
        "{\"sub\":\"ada\",\"sub\":\"eve\","
            + new String(Json.write(with(claims, "sub", null)), UTF_8).substring(1);
    add(
        "a claim that stands twice",
        Forge.hmac(
            "HmacSHA256",
            base64(Json.write(header("HS256", "k1"))) + "." + base64(twice.getBytes(UTF_8)),
            Forge.SECRET.getBytes(UTF_8)));
  }

  private void claim(String why, String name, Object value) {
    add(why, hs256(header("HS256", "k1"), with(claims, name, value), Forge.SECRET));
  }
}
