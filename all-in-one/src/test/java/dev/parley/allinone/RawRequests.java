package dev.parley.allinone;

import static dev.parley.allinone.client.RawBytes.ascii;
import static dev.parley.allinone.client.RawBytes.upgrade;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an abuser says before there is a WebSocket, and with which status it is answered. */
final class RawRequests {
  private static final String END = "Host: localhost\r\nConnection: close\r\n\r\n";

  /**
   * @param statuses in the words of {@code RawSocket.statuses}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(String name, byte[] bytes, String statuses) {
    @Override
    public String toString() {
      return name + ": " + statuses;
    }
  }

  private final Map<String, Case> cases = new LinkedHashMap<>();

  private RawRequests() {
    heads();
    lengths();
    paths();
    upgrades();
  }

  static Iterable<Case> all() {
    return new RawRequests().cases.values();
  }

  private void add(String name, String statuses, byte[] bytes) {
    if (cases.put(name, new Case(name, bytes, statuses)) != null) {
      throw new IllegalArgumentException(name);
    }
  }

  private void add(String name, String statuses, String text) {
    add(name, statuses, ascii(text));
  }

  private void heads() {
    add("no HTTP", "400", "hello\r\n\r\n");
    add("HTTP/0.9", "400", "GET /\r\n\r\n");
    add("HTTP/3.7", "501", "GET / HTTP/3.7\r\n" + END);
    add("a preface of HTTP/2", "501", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    add("a TLS hello", "400", HexFormat.of().parseHex("16030100050100000100" + "0d0a0d0a"));
    add("an unknown method", "405", "BREW /nothing HTTP/1.1\r\n" + END);
    add("TRACE", "405", "TRACE /nothing HTTP/1.1\r\n" + END);
    add("CONNECT", "405", "CONNECT localhost:22 HTTP/1.1\r\n" + END);
    add("a header without a name", "404", "GET /nothing HTTP/1.1\r\n: x\r\n" + END);
    add("a space before the colon", "400", "GET /nothing HTTP/1.1\r\nA : x\r\n" + END);
    add("NUL in a header", "400", "GET /nothing HTTP/1.1\r\nA: x\0y\r\n" + END);
    add("NUL in the path", "400", "GET /no\0thing HTTP/1.1\r\n" + END);
    add("a long line", "414", "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n" + END);
    add("a long header", "431", "GET / HTTP/1.1\r\nA: " + "a".repeat(20_000) + "\r\n" + END);
    add("many headers", "431", "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(5_000) + END);
    add(
        "three requests at once",
        "404 405 404",
        "GET /a HTTP/1.1\r\nHost: x\r\n\r\nPUT /b HTTP/1.1\r\nHost: x\r\n\r\nGET /c HTTP/1.1\r\n"
            + END);
  }

  private void lengths() {
    String post = "POST /nothing HTTP/1.1\r\n";
    add("two lengths", "400", post + "Content-Length: 3\r\nContent-Length: 4\r\n" + END + "abcd");
    add("a length below nothing", "400", post + "Content-Length: -1\r\n" + END);
    add("a length that is no number", "400", post + "Content-Length: 0x4\r\n" + END + "abcd");
    add(
        "a length and chunks",
        "400",
        post
            + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"
            + END
            + "0\r\n\r\nGET /b HTTP");
    add("chunks that are none", "405", post + "Transfer-Encoding: chunked\r\n" + END + "zz\r\n");
    add("an unknown coding", "400", post + "Transfer-Encoding: cow\r\n" + END);
    add("a large body", "405", post + "Content-Length: 1000000\r\n" + END + "a".repeat(1_000_000));
  }

  private void paths() {
    for (String path :
        new String[] {
          "/../etc/passwd",
          "/..%2f..%2fetc%2fpasswd",
          "/%2e%2e/%2e%2e/etc/passwd",
          "/%2E%2E%2Fetc/passwd",
          "/%252e%252e%252fetc/passwd",
          "/%c0%ae%c0%ae/etc/passwd",
          "/..\\..\\etc\\passwd",
          "/assets/..%2findex.html",
          "/assets/../index.html",
          "/client/..%2f..%2fapplication.class",
          "/r/..%2F..%2Fetc%2Fpasswd",
          "/r/..",
          "/r/%2e%2e",
          "/r/a%00b",
          "/r/a/../b",
          "/r/" + "a".repeat(65),
          "/r/<script>",
          "//etc/passwd",
          "/./index.html",
          "/index.html%00.js",
          "/index.html/",
          "/signal/../index.html",
          "/signal%2f",
          "/SIGNAL",
          "/%",
          "/META-INF/MANIFEST.MF",
          "/webroot/index.html",
          "*",
          "index.html"
        }) {
      add("GET " + path, "404", "GET " + path + " HTTP/1.1\r\n" + END);
    }
  }

  private void upgrades() {
    String whole = new String(upgrade(""), ISO_8859_1);
    add("a WebSocket", "101", whole);
    add("with compression", "101", upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    refused("by POST", "405", whole.replace("GET", "POST"));
    add("by HTTP/1.0", "400", whole.replace("HTTP/1.1", "HTTP/1.0"));
    refused("without Upgrade", "426", whole.replace("Upgrade: websocket\r\n", ""));
    refused("to another protocol", "426", whole.replace("websocket\r\n", "h2c\r\n"));
    refused("without Connection", "400", whole.replace("Connection: Upgrade\r\n", ""));
    refused("without a key", "400", whole.replaceAll("Sec-WebSocket-Key: .*\r\n", ""));
    refused("with a short key", "400", whole.replaceAll("Key: .*\r\n", "Key: AAAA\r\n"));
    refused("with a key of no base64", "400", whole.replaceAll("Key: .*\r\n", "Key: ????\r\n"));
    refused("without a version", "426", whole.replaceAll("Sec-WebSocket-Version: .*\r\n", ""));
    refused("in version 12", "426", whole.replace("Version: 13", "Version: 12"));
    refused("from a strange page", "403", whole.replace("Host:", "Origin: https://evil\r\nHost:"));
  }

  /** The connection stays of use: another request follows. */
  private void refused(String name, String status, String request) {
    add(name, status + " 404", request + "GET /nothing HTTP/1.1\r\n" + END);
  }
}
