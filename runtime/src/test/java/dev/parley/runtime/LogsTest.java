package dev.parley.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.BusCodec;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.protocol.bus.RoomRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class LogsTest {

  private static final SessionId SESSION = new SessionId("Zm9vYmFyYmF6cXV4MTIzNA");

  private final LogText text = new LogText(IdHash.salted("pepper"));

  @Test
  void idsAppearAsHashes() {
    String line = message("{0} joined {1}", SESSION, new RoomName("secret-plans"));
    assertTrue(line.matches("#[0-9a-f]{10} joined #[0-9a-f]{10}"), line);
  }

  @Test
  void whateverHoldsAnIdIsHashedAsAWhole() {
    assertTrue(message("{0}", new IceRequest(SESSION, null)).matches("#[0-9a-f]{10}"));
  }

  @Test
  void oneIdHasOneHashPerSalt() {
    assertEquals(message("{0}", SESSION), message("{0}", SESSION));
    String other = new LogText(IdHash.salted("salt")).message(record("{0}", SESSION));
    assertNotEquals(message("{0}", SESSION), other);
    assertNotEquals(IdHash.salted("").of(SESSION), IdHash.salted("").of(SESSION));
  }

  @Test
  void nodesNumbersAndWordsAreTold() {
    assertEquals(
        "node-1 serves 9090 as json",
        message("{0} serves {1} as {2}", new NodeId("node-1"), 9090, "json"));
  }

  @Test
  void messagesWithoutParametersAreLeftAlone() {
    assertEquals("it's {0} in {braces}", message("it's {0} in {braces}"));
    assertEquals("null", message("{0}", (Object) null));
  }

  @Test
  void whatCouldNotBeReadIsNotTold() {
    byte[] said = "{\"kind\":\"a secret\"}".getBytes(StandardCharsets.UTF_8);
    RuntimeException unread =
        assertThrows(RuntimeException.class, () -> BusCodec.decode(said, RoomRequest.class));
    assertTrue(unread.getMessage().contains("a secret"));
    LogRecord record = record("A question failed");
    record.setThrown(new IllegalStateException(unread));
    String error = text.error(record);
    assertFalse(error.contains("a secret"), error);
    assertTrue(error.contains("it could not be read") && error.contains("LogsTest"), error);
  }

  @Test
  void aJsonLineIsOneObjectOnOneLine() {
    LogRecord record = record("said \"{0}\"\nand left", "x");
    record.setThrown(new IllegalStateException("provoked by a test"));
    String line = new JsonLine(text).format(record);
    assertEquals(line.length() - 1, line.indexOf('\n'), "one line");
    JsonNode object = new ObjectMapper().readTree(line);
    assertEquals("2026-11-22T10:00:00Z", object.get("at").asString());
    assertEquals("INFO", object.get("level").asString());
    assertEquals("dev.parley.Test", object.get("logger").asString());
    assertEquals("said \"x\"\nand left", object.get("message").asString());
    assertTrue(object.get("error").asString().contains("provoked by a test"));
  }

  @Test
  void aJsonLineWithoutAFailureHasNoError() {
    String line = new JsonLine(text).format(record("fine"));
    assertFalse(new ObjectMapper().readTree(line).has("error"));
  }

  @Test
  void aTextLineHasTimeLevelNameAndMessage() {
    String line = new TextLine(text).format(record("{0} joined", SESSION));
    assertTrue(line.matches("\\d\\d:00:00\\.000 INFO    Test: #[0-9a-f]{10} joined\\R"), line);
  }

  private String message(String message, Object... parameters) {
    return text.message(record(message, parameters));
  }

  private static LogRecord record(String message, Object... parameters) {
    LogRecord record = new LogRecord(Level.INFO, message);
    record.setLoggerName("dev.parley.Test");
    record.setInstant(Instant.parse("2026-11-22T10:00:00Z"));
    record.setParameters(parameters);
    return record;
  }
}
