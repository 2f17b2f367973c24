package dev.parley.protocol.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every error that a server tells a client: its word on the wire (the constant in kebab-case), the
 * advice to retry, whether the socket is closed after it, and a sentence.
 */
public enum ErrorCode {
  BAD_FRAME(Retry.NEVER, CloseCode.BAD_FRAME, "The frame is not one JSON object of this protocol."),
  TOO_LARGE(Retry.NEVER, CloseCode.LIMIT, "The frame is larger than the limit."),
  UNKNOWN_TYPE(Retry.NEVER, null, "The server does not know this type of frame."),
  BAD_FIELD(Retry.NEVER, null, "A field is missing, of the wrong type or out of range."),
  JOIN_FIRST(Retry.NEVER, null, "The socket has no session yet: join or resume first."),
  ALREADY_JOINED(Retry.NEVER, null, "The socket has a session already."),
  JOIN_TIMEOUT(Retry.SAME, CloseCode.SILENT, "No join or resume came in time."),
  BAD_SECRET(Retry.NEVER, null, "The secret of the room is missing or wrong."),
  BAD_TOKEN(Retry.NEVER, null, "The token is missing, or is not one that this server takes."),
  TOKEN_EXPIRED(Retry.FRESH, null, "The token has expired."),
  FORBIDDEN(Retry.NEVER, null, "The role of the session does not allow this."),
  ROOM_FULL(Retry.SAME, null, "The room has as many members as it may have."),
  ROOM_LOCKED(Retry.NEVER, null, "The room is locked: nobody new may come."),
  ROOM_CLOSED(Retry.NEVER, CloseCode.ROOM_CLOSED, "The room was closed."),
  DENIED(Retry.NEVER, null, "A moderator did not admit the session."),
  TOO_MANY_KEYS(Retry.NEVER, null, "The room has as many keys as it may have."),
  UNKNOWN_PEER(Retry.NEVER, null, "That session is not in the room."),
  SESSION_EXPIRED(Retry.REJOIN, null, "The session is over."),
  SESSION_TAKEN(Retry.NEVER, null, "Another page holds the session."),
  FENCED(Retry.SAME, CloseCode.FENCED, "The session is held by a newer socket."),
  KICKED(Retry.NEVER, CloseCode.KICKED, "A moderator removed the session from the room."),
  BANNED(Retry.NEVER, CloseCode.BANNED, "A moderator banned the person from the room."),
  RING_OVER(Retry.NEVER, null, "That ring is over."),
  TOO_MANY(Retry.SAME, null, "There are as many of these as there may be."),
  COMMAND_PENDING(Retry.SAME, null, "The session's last command is not answered yet."),
  RATE_LIMITED(Retry.SAME, null, "Too many frames in too short a time."),
  UNAVAILABLE(Retry.SAME, null, "The service cannot answer just now."),
  INTERNAL(Retry.SAME, CloseCode.SERVER_FAULT, "The server failed; the failure is ours.");

  private final Retry retry;
  private final @Nullable CloseCode close;
  private final String sentence;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  ErrorCode(Retry retry, @Nullable CloseCode close, String sentence) {
    this.retry = retry;
    this.close = close;
    this.sentence = sentence;
  }

  /**
   * The code of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static ErrorCode of(String word) {
    for (ErrorCode code : values()) {
      if (code.word.equals(word)) {
        return code;
      }
    }
    throw new IllegalArgumentException("code must be one of the table");
  }

  @JsonValue
  public String word() {
    return word;
  }

  public Retry retry() {
    return retry;
  }

  /** The code with which the socket is closed after this error; null where it stays open. */
  public @Nullable CloseCode close() {
    return close;
  }

  public String sentence() {
    return sentence;
  }
}
