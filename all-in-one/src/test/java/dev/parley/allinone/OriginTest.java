package dev.parley.allinone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose pages may open a socket: what a browser says of them, and tricks with it. */
class OriginTest {
  private static final int PATIENCE_MS = 30_000;

  private House house;
  private String host;

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of("PARLEY_ORIGINS", "https://app.example.org,https://xn--bcher-kva.example:8443"));
    host = "127.0.0.1:" + house.port(0);
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** The handshake letter by letter: clients of ours would say what they like of the origin. */
  private boolean mayOpen(String... origins) {
    StringBuilder request = new StringBuilder("GET /signal HTTP/1.1\r\nHost: " + host + "\r\n");
    request.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n");
    request.append("Sec-WebSocket-Protocol: parley.v1\r\n");
    for (String origin : origins) {
      request.append("Origin: ").append(origin).append("\r\n");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.port(0))) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write((request + "\r\n").getBytes(UTF_8));
      InputStreamReader answer = new InputStreamReader(socket.getInputStream(), ISO_8859_1);
      String status = new BufferedReader(answer).readLine();
      assertTrue(status.matches("HTTP/1.1 (101|403) .*"), status);
      return status.contains(" 101 ");
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private Map<String, Boolean> verdicts() {
    int port = house.port(0);
    Map<String, Boolean> verdicts = new LinkedHashMap<>();
    verdicts.put("http://" + host, true);
    verdicts.put("https://" + host, true);
    verdicts.put("HTTP://" + host, true);
    verdicts.put("https://app.example.org", true);
    verdicts.put("https://APP.example.org", true);
    verdicts.put("https://xn--bcher-kva.example:8443", true);
    verdicts.put("null", false);
    verdicts.put("", false);
    verdicts.put("http://127.0.0.1", false);
    verdicts.put("http://127.0.0.1:" + (port + 1), false);
    verdicts.put("http://127.0.0.1:" + port + "0", false);
    verdicts.put("http://localhost:" + port, false);
    verdicts.put("http://evil." + host, false);
    verdicts.put("http://127.0.0.1.evil.example:" + port, false);
    verdicts.put("http://" + host + "@evil.example", false);
    verdicts.put("http://user@" + host, false);
    verdicts.put("http://" + host + "/", false);
    verdicts.put("http://" + host + "#x", false);
    verdicts.put("ws://" + host, false);
    verdicts.put("file://", false);
    verdicts.put("http://app.example.org", false);
    verdicts.put("https://app.example.org:444", false);
    verdicts.put("https://app.example.org.", false);
    verdicts.put("https://evil.app.example.org", false);
    verdicts.put("https://app.example.org.evil.example", false);
    verdicts.put("https://appXexample.org", false);
    verdicts.put("https://xn--bcher-kva.example", false);
    verdicts.put("https://b\u00fccher.example:8443", false);
    verdicts.put("https://app.example.org https://evil.example", false);
    verdicts.put("*", false);
    return verdicts;
  }

  @Test
  void eachOriginIsJudgedRightly() {
    Map<String, Boolean> verdicts = verdicts();
    assertTrue(verdicts.size() >= 24);
    verdicts.forEach((origin, may) -> assertEquals(may, mayOpen(origin), origin));
  }

  @Test
  void programsSayNoOriginAndMay() {
    assertTrue(mayOpen());
  }

  @Test
  void twoOriginsAreNone() {
    assertEquals(false, mayOpen("https://app.example.org", "https://evil.example"));
    assertEquals(false, mayOpen("https://evil.example", "https://app.example.org"));
  }
}
