package dev.parley.gateway.edge;

import dev.parley.protocol.Limits;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of text messages together (RFC 6455, section 5.4), within the limit of a
 * client's frame.
 *
 * <p><em>Threading:</em> the socket's event loop.
 */
final class Message {
  private @Nullable Buffer parts;

  /**
   * Takes one WebSocket frame.
   *
   * @return the message that it completes; null if it completes none
   * @throws BadFrame if it is binary, or makes the message too large
   */
  byte @Nullable [] add(WebSocketFrame frame) throws BadFrame {
    if (frame.isBinary()) {
      throw new BadFrame(ErrorCode.BAD_FRAME, null, "Only text frames are understood.");
    }
    if (!frame.isText() && !frame.isContinuation()) {
      return null;
    }
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
