package dev.parley.allinone;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.Moderate;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SignalKind;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The frames that tests say, with as few words as possible. */
final class Say {
  static final RoomName ROOM = new RoomName("team-lunch");

  private Say() {}

  static ClientFrame.Join join(String instance, ClientFrame.Offer... offers) {
    return join(instance, 1, null, offers);
  }

  static ClientFrame.Join join(RoomName room, String instance) {
    return join(room, instance, 1, null);
  }

  static ClientFrame.Join join(
      String instance, long generation, String replaces, ClientFrame.Offer... offers) {
    return join(ROOM, instance, generation, replaces, offers);
  }

  private static ClientFrame.Join join(
      RoomName room,
      String instance,
      long generation,
      String replaces,
      ClientFrame.Offer... offers) {
    return new ClientFrame.Join(
        new CommandId("j1"),
        new InstanceId("instance-" + instance),
        generation,
        room,
        null,
        replaces,
        values("name", instance),
        List.of(),
        List.of(offers));
  }

  /** Joins and waits for the answer. */
  static ServerFrame.Joined joined(TestSocket socket, String instance) {
    socket.send(join(instance));
    return socket.expect(ServerFrame.Joined.class);
  }

  static ClientFrame.Resume resume(String instance, ServerFrame.Joined joined, long generation) {
    return resume(instance, joined.ticket(), joined, generation);
  }

  static ClientFrame.Resume resume(
      String instance, String ticket, ServerFrame.Joined joined, long generation) {
    return new ClientFrame.Resume(
        new CommandId("r" + generation),
        new InstanceId("instance-" + instance),
        ticket,
        generation,
        new ClientFrame.Have(joined.room().incarnation(), joined.room().rev()));
  }

  static ClientFrame.Offer offer(String id) {
    return new ClientFrame.Offer(new CommandId(id), RawJson.of("{\"offer\":\"" + id + "\"}"));
  }

  static ClientFrame.Signal signal(SessionId to, long seq, String data) {
    return new ClientFrame.Signal(to, 1, seq, null, SignalKind.APP, RawJson.of(data));
  }

  static ClientFrame.Update update(String id, String name, String value) {
    return new ClientFrame.Update(new CommandId(id), values(name, value), List.of());
  }

  static Moderate kick(String id, SessionId whom) {
    return new Moderate(new CommandId(id), Moderate.Action.KICK, whom, null, null, null);
  }

  static Values values(String name, String value) {
    TreeMap<String, JsonNode> map = new TreeMap<>();
    map.put(name, JsonNodeFactory.instance.stringNode(value));
    return new Values(map);
  }
}
