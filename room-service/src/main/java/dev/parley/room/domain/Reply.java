package dev.parley.room.domain;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Hex64;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomState;
import dev.parley.protocol.wire.ErrorCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule decides, before the step is done; the answer shows the room after it. */
@FunctionalInterface
interface Reply {
  /** A step that nobody asked for. */
  Reply SEEN = (epoch, state) -> new RoomAnswer.Loaded(epoch, state, null);

  /** Not now: what the store has need not be all there is. */
  Reply UNAVAILABLE = (epoch, state) -> new RoomAnswer.Unavailable();

  /**
   * The answer for the wire.
   *
   * @param state the room after the step; null when there is none
   */
  RoomAnswer answer(Hex64 epoch, @Nullable RoomState state);

  static Reply accepted(SessionId session) {
    return accepted(session, Map.of(), null);
  }

  static Reply accepted(
      SessionId session, Map<CommandId, SessionId> offers, @Nullable NodeId previous) {
    return (epoch, state) -> new RoomAnswer.Accepted(epoch, session, state, offers, previous);
  }

  static Reply refused(ErrorCode code) {
    return (epoch, state) -> new RoomAnswer.Refused(epoch, code, state);
  }
}
