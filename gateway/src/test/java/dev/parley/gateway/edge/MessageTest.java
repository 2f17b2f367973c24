package dev.parley.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.protocol.Limits;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.junit.jupiter.api.Test;

class MessageTest {
  private final Message message = new Message();

  @Test
  void aFrameIsAMessage() throws BadFrame {
    assertArrayEquals(
        "grüezi".getBytes(UTF_8), message.add(WebSocketFrame.textFrame("grüezi", true)));
  }

  @Test
  void fragmentsArePutTogether() throws BadFrame {
    assertNull(message.add(WebSocketFrame.textFrame("a", false)));
    assertNull(message.add(more("b", false)));
    assertNull(message.add(WebSocketFrame.pingFrame(Buffer.buffer())));
    assertArrayEquals("abc".getBytes(UTF_8), message.add(more("c", true)));
    assertArrayEquals("d".getBytes(UTF_8), message.add(WebSocketFrame.textFrame("d", true)));
  }

  @Test
  void theLimitCountsAllFragments() throws BadFrame {
    message.add(WebSocketFrame.textFrame("x".repeat(Limits.CLIENT_FRAME), false));
    BadFrame bad = assertThrows(BadFrame.class, () -> message.add(more("y", true)));
    assertEquals(ErrorCode.TOO_LARGE, bad.code());
  }

  @Test
  void aMessageOfExactlyTheLimitIsTaken() throws BadFrame {
    String text = "x".repeat(Limits.CLIENT_FRAME);
    assertEquals(text.length(), message.add(WebSocketFrame.textFrame(text, true)).length);
  }

  @Test
  void binaryIsRefused() {
    BadFrame bad =
        assertThrows(
            BadFrame.class,
            () -> message.add(WebSocketFrame.binaryFrame(Buffer.buffer("x"), true)));
    assertEquals(ErrorCode.BAD_FRAME, bad.code());
  }

  private static WebSocketFrame more(String text, boolean last) {
    return WebSocketFrame.continuationFrame(Buffer.buffer(text), last);
  }
}
