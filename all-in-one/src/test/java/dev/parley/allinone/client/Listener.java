package dev.parley.allinone.client;

import dev.parley.protocol.RawJson;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ServerFrame;

/** What a client reports, on its thread. */
public interface Listener {
  /** The client is in the room under that session; an older one of its is over. */
  void joined(ProtocolClient client, SessionId session);

  /** A signal was delivered, in order and once. */
  void delivered(SessionId to, ServerFrame.Signal signal);

  /** The server has handed an offer of the client's join to that peer. */
  void offered(SessionId from, SessionId to, RawJson data);
}
