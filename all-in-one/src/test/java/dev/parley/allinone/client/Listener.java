package dev.parley.allinone.client;

import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ServerFrame;
import java.util.List;

/** What a client reports, on its thread. */
public interface Listener {
  /** The client is in the room under that session; an older one of its is over. */
  void joined(ProtocolClient client, SessionId session);

  /**
   * The client has no socket any more.
   *
   * @param code of the close; 1006 where there was none
   */
  default void lost(ProtocolClient client, int code) {}

  /** The session has a socket again, on that gateway; its room may have moved on. */
  default void resumed(ProtocolClient client, ServerFrame.Resumed resumed) {}

  /**
   * The client has another copy of its room than before.
   *
   * @param ops that led to it, in order; none where the whole room came
   */
  default void moved(ProtocolClient client, List<RoomOp> ops) {}

  /** A signal was delivered, in order and once. */
  void delivered(SessionId to, ServerFrame.Signal signal);

  /** The server has handed an offer of the client's join to that peer. */
  void offered(SessionId from, SessionId to, RawJson data);
}
