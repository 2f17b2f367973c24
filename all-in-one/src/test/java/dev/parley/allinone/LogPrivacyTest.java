package dev.parley.allinone;

import static dev.parley.allinone.client.RawBytes.ascii;
import static dev.parley.allinone.client.RawBytes.frame;
import static dev.parley.allinone.client.RawBytes.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.RawBytes;
import dev.parley.allinone.client.RawSocket;
import dev.parley.protocol.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What a busy process in trouble logs, at its most talkative: every line is of one form, and none
 * tells anything that a client said (each word of theirs has Wonderland in it), an id, a ticket, or
 * where a client is.
 */
class LogPrivacyTest {
  private static final String CLIENTS_AT = "127.0.0.2";
  private static final int PEOPLE = 40;
  private static final Pattern SESSION = Pattern.compile("\"session\":\"([^\"]+)\"");
  private static final Pattern TICKET = Pattern.compile("\"ticket\":\"([^\"]+)\"");
  private static final Set<String> FIELDS = Set.of("at", "level", "logger", "message", "error");
  private static final Set<String> LEVELS = Set.of("FINE", "INFO", "WARNING", "SEVERE");
  private static final Pattern TELLING =
      Pattern.compile(
          "wonderland|candidate:|v=0|a=ice-|fingerprint|eyj[a-z0-9_-]{8}|1\\.[0-9a-f]{8}\\.[a-z0-9]");
  private static final String SDP =
      "v=0\\r\\no=wonderland 1 1 IN IP4 203.0.113.7\\r\\na=ice-ufrag:Wonderland\\r\\n"
          + "a=fingerprint:sha-256 AB:CD\\r\\n";
  private static final String CANDIDATE =
      "candidate:1 1 udp 2122260223 203.0.113.7 54321 typ host ufrag Wonderland";

  private final List<String> ids = new ArrayList<>();
  private int port;

  @Test
  void logTellsNothingAboutAnybody() throws IOException, InterruptedException {
    List<String> lines;
    try (TroubledProcess parley =
        new TroubledProcess(
            Map.of(
                "PARLEY_LOG", "json",
                "PARLEY_LOG_LEVEL", "debug",
                "PARLEY_ROOM_SECRET", "wonderland-secret"))) {
      port = parley.port();
      for (int n = 0; n < PEOPLE; n++) {
        live(n);
      }
      strangeRequests();
      lines = parley.lines();
    }
    Set<String> messages = new TreeSet<>();
    lines.forEach(line -> messages.add(check(line)));
    System.out.printf(
        "%d lines with %d messages, of %d people: none tells%n",
        lines.size(), messages.size(), PEOPLE);
    assertTrue(ids.size() > PEOPLE, "too few joined: " + ids.size());
    assertTrue(messages.stream().anyMatch(each -> each.contains("could not be handled")));
    assertTrue(messages.stream().anyMatch(each -> each.contains("was not handled")));
  }

  private RawSocket socket() throws IOException {
    return RawSocket.upgraded(RawSocket.open(port, InetAddress.getByName(CLIENTS_AT)));
  }

  /** One session from its join to its end, with everything that can go wrong. */
  private void live(int n) throws IOException {
    String room = "wonderland-" + n;
    Person alice = join(room, "alice-" + n);
    Person rabbit = join(room, "rabbit-" + n);
    try (RawSocket ada = alice.socket();
        RawSocket bob = rabbit.socket()) {
      String me = alice.session();
      String peer = rabbit.session();
      signal(ada, peer, "{\"description\":{\"type\":\"offer\",\"sdp\":\"" + SDP + "\"}}");
      signal(bob, me, "{\"candidate\":{\"candidate\":\"" + CANDIDATE + "\"}}");
      signal(ada, "wonderland-nobody", "{}");
      say(ada, "{\"type\":\"update\",\"id\":\"u1\",\"set\":{\"name\":\"Alice of Wonderland\"}}");
      say(ada, "{\"type\":\"pulse\",\"values\":{\"typing\":\"Wonderland\"}}");
      say(
          ada,
          "{\"type\":\"moderate\",\"id\":\"wonderland\",\"action\":\"key\","
              + "\"key\":\"wonderland\",\"value\":\"Wonderland\"}");
      say(ada, "{\"type\":\"wonderland\",\"id\":\"x\"}");
      say(
          ada,
          "{\"type\":\"resume\",\"id\":\"r\",\"instance\":\"wonderland-1\",\"generation\":2,"
              + "\"ticket\":\"1.00000000.Wonderland\",\"have\":{\"incarnation\":\"0\",\"rev\":1}}");
      say(
          ada,
          "{\"type\":\"moderate\",\"id\":\"k\",\"action\":\"kick\",\"session\":\"" + peer + "\"}");
      ada.say(RawBytes.LAST_PING).outcome();
      ada.say(bad(n)).say(RawBytes.LAST_PING).outcome();
    }
  }

  private static byte[] bad(int n) {
    return switch (n % 6) {
      case 0 -> text("{\"type\":\"signal\",\"to\":\"wonderland\",,}");
      case 1 -> text("wonderland ".repeat(10_000));
      case 2 -> frame(0x82, ascii("wonderland"));
      case 3 -> frame(0xc1, ascii("wonderland"));
      case 4 -> frame(0x88, ascii("\0\0wonderland"));
      default -> ascii("wonderland wonderland");
    };
  }

  private record Person(RawSocket socket, String session) {}

  /** Joins, again on another socket where the bus had trouble. */
  private Person join(String room, String instance) throws IOException {
    while (true) {
      RawSocket socket = socket();
      say(
          socket,
          ("{\"type\":\"join\",\"id\":\"j\",\"instance\":\"wonderland-%s\",\"generation\":1,"
                  + "\"room\":\"%s\",\"secret\":\"wonderland-secret\",\"token\":\"eyJhbGciOi.wonderland.x\",\"profile\":{\"name\":\"Alice"
                  + " Wonderland\"},\"capabilities\":[\"wonderland\"]}")
              .formatted(instance, room));
      String answer = socket.nextText();
      if (answer.contains("\"joined\"")) {
        remember(TICKET, answer);
        return new Person(socket, remember(SESSION, answer));
      }
      socket.close();
    }
  }

  private String remember(Pattern pattern, String answer) {
    Matcher found = pattern.matcher(answer);
    assertTrue(found.find(), answer);
    ids.add(found.group(1));
    return found.group(1);
  }

  private static void signal(RawSocket from, String to, String data) {
    say(
        from,
        "{\"type\":\"signal\",\"to\":\"%s\",\"link\":1,\"seq\":1,\"kind\":\"app\",\"data\":%s}"
            .formatted(to, data));
  }

  private static void say(RawSocket socket, String text) {
    socket.say(text(text));
  }

  private void strangeRequests() throws IOException {
    for (String request :
        List.of(
            "GET /r/wonderland HTTP/1.1\r\nHost: wonderland\r\n",
            "GET /wonderland HTTP/9.9\r\nHost: wonderland\r\n",
            "GET /" + "wonderland".repeat(1_000) + " HTTP/1.1\r\n",
            "WONDERLAND\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: wonderland\r\n")) {
      try (RawSocket raw = RawSocket.open(port, InetAddress.getByName(CLIENTS_AT))) {
        raw.say(ascii(request + "Connection: close\r\n\r\n")).statuses();
      }
    }
  }

  /** The message of a line that is as it must be. */
  private String check(String line) {
    JsonNode object = Json.MAPPER.readTree(line);
    assertTrue(FIELDS.containsAll(Set.copyOf(object.propertyNames())), line);
    Instant.parse(object.required("at").stringValue());
    assertTrue(LEVELS.contains(object.required("level").stringValue()), line);
    assertTrue(object.required("logger").stringValue().matches("[\\w.$]+"), line);
    String message = object.required("message").stringValue();
    assertEquals(1, message.lines().count(), line);
    assertFalse(TELLING.matcher(line.toLowerCase(Locale.ROOT)).find(), line);
    assertFalse(line.contains(CLIENTS_AT) || line.contains("203.0.113.7"), line);
    assertTrue(ids.stream().noneMatch(line::contains), line);
    return object.required("level").stringValue() + " " + message;
  }
}
