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
    assertArrayEquals("grüezi".getBytes(UTF_8), add(WebSocketFrame.textFrame("grüezi", true)));
  }

  @Test
  void fragmentsArePutTogether() throws BadFrame {
    assertNull(add(WebSocketFrame.textFrame("a", false)));
    assertNull(add(more("b", false)));
    assertNull(add(WebSocketFrame.pingFrame(Buffer.buffer())));
    assertArrayEquals("abc".getBytes(UTF_8), add(more("c", true)));
    assertArrayEquals("d".getBytes(UTF_8), add(WebSocketFrame.textFrame("d", true)));
  }

  @Test
  void theLimitCountsAllFragments() throws BadFrame {
    add(WebSocketFrame.textFrame("x".repeat(Limits.CLIENT_FRAME), false));
    BadFrame bad = assertThrows(BadFrame.class, () -> add(more("y", true)));
    assertEquals(ErrorCode.TOO_LARGE, bad.code());
  }

  @Test
  void aMessageOfExactlyTheLimitIsTaken() throws BadFrame {
    String text = "x".repeat(Limits.CLIENT_FRAME);
    assertEquals(text.length(), add(WebSocketFrame.textFrame(text, true)).length);
  }

  @Test
  void binaryIsRefused() {
    BadFrame bad =
        assertThrows(
            BadFrame.class, () -> add(WebSocketFrame.binaryFrame(Buffer.buffer("x"), true)));
    assertEquals(ErrorCode.BAD_FRAME, bad.code());
  }

  @Test
  void fragmentsAndPingsAreCounted() throws BadFrame {
    WebSocketFrame ping = WebSocketFrame.pingFrame(Buffer.buffer("x"));
    add(WebSocketFrame.textFrame("{", false));
    for (int n = 0; n < 399; n++) {
      add(more("", false));
      add(ping);
    }
    BadFrame bad =
        assertThrows(
            BadFrame.class,
            () -> {
              for (int n = 0; n < 10_000; n++) {
                add(ping);
              }
            });
    assertEquals(ErrorCode.TOO_LARGE, bad.code());
    add(WebSocketFrame.textFrame("whole messages are not", true));
  }

  @Test
  void whoPingsMustRead() throws BadFrame {
    message.add(WebSocketFrame.textFrame("x", true), true);
    WebSocketFrame ping = WebSocketFrame.pingFrame(Buffer.buffer("x"));
    BadFrame bad = assertThrows(BadFrame.class, () -> message.add(ping, true));
    assertEquals(ErrorCode.TOO_LARGE, bad.code());
  }

  private byte[] add(WebSocketFrame frame) throws BadFrame {
    return message.add(frame, false);
  }

  private static WebSocketFrame more(String text, boolean last) {
    return WebSocketFrame.continuationFrame(Buffer.buffer(text), last);
  }
}
