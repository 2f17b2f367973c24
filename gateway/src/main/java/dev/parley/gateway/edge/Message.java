package dev.parley.gateway.edge;

import dev.parley.gateway.relay.TokenBucket;
import dev.parley.protocol.Limits;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of text messages together (RFC 6455, section 5.4), within the limit of a
 * client's frame, and counts what completes none, so that nobody sends fragments or pings without
 * end.
 *
 * <p><em>Threading:</em> the socket's event loop.
 */
final class Message {
  private static final double PARTS_PER_SECOND = 200;
  private static final double PARTS_AT_ONCE = 800;

  private final TokenBucket limit =
      new TokenBucket(PARTS_PER_SECOND, PARTS_AT_ONCE, System.nanoTime());
  private @Nullable Buffer parts;

  /**
   * Takes one WebSocket frame.
   *
   * @param unread whether the client reads too little; the socket answers pings by itself (section
   *     5.5.2), so whoever pings must read
   * @return the message that it completes; null if it completes none
   * @throws BadFrame if it is binary, makes the message too large, or is one too many
   */
  byte @Nullable [] add(WebSocketFrame frame, boolean unread) throws BadFrame {
    if (frame.isBinary()) {
      throw new BadFrame(ErrorCode.BAD_FRAME, null, "Only text frames are understood.");
    }
    boolean isPart = !frame.isFinal() || !(frame.isText() || frame.isContinuation());
    if (isPart && !limit.take(System.nanoTime())) {
      throw new BadFrame(ErrorCode.TOO_LARGE, null, "Too many fragments, or pings.");
    }
    if (frame.isPing() && unread) {
      throw new BadFrame(ErrorCode.TOO_LARGE, null, "More pings than answers were read.");
    }
    return frame.isText() || frame.isContinuation() ? joined(frame) : null;
  }

  private byte @Nullable [] joined(WebSocketFrame frame) throws BadFrame {
    Buffer data = frame.binaryData();
    Buffer before = frame.isContinuation() ? parts : null;
    int length = data.length() + (before == null ? 0 : before.length());
    if (length > Limits.CLIENT_FRAME) {
      parts = null;
      throw new BadFrame(
          ErrorCode.TOO_LARGE, null, "A frame may have at most " + Limits.CLIENT_FRAME + " bytes.");
    }
    Buffer all = before == null ? data : before.appendBuffer(data);
    if (frame.isFinal()) {
      parts = null;
      return all.getBytes();
    }
    parts = before == null ? data.copy() : all;
    return null;
  }
}
