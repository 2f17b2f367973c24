package dev.parley.protocol.wire;

/**
 * The WebSocket close codes (RFC 6455, section 7.4.2) of this protocol. The range tells the client
 * its duty: 4000 to 4009 none, 4010 to 4029 come back, 4030 to 4059 do not come back.
 */
public enum CloseCode {
  /** The client left. */
  LEFT(1000),
  /** The session is held by a newer socket. */
  FENCED(4001),
  /** The gateway goes; the session had time to move and did not. */
  DRAINED(4010),
  /** The client did not read fast enough. */
  SLOW_CONSUMER(4011),
  /** The server failed, or is cut off from the others. */
  SERVER_FAULT(4012),
  /** No first frame within 5 s, or silence for 12 s. */
  SILENT(4013),
  /** The token has expired, in a room that is strict about that. */
  TOKEN(4020),
  /** Removed by a moderator. */
  KICKED(4030),
  /** Banned by a moderator. */
  BANNED(4031),
  /** The room was closed. */
  ROOM_CLOSED(4032),
  /** No common version of the protocol. */
  NO_COMMON_VERSION(4040),
  /** Not a frame of this protocol. */
  BAD_FRAME(4041),
  /** A limit was broken for too long. */
  LIMIT(4050);

  private final int code;

  CloseCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether the session is another socket's, or nobody's any more: then it is not away. */
  public boolean endsSession() {
    return switch (this) {
      case FENCED, KICKED, BANNED, ROOM_CLOSED -> true;
      case LEFT, DRAINED, SLOW_CONSUMER, SERVER_FAULT, SILENT, TOKEN -> false;
      case NO_COMMON_VERSION, BAD_FRAME, LIMIT -> false;
    };
  }
}
