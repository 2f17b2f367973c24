package dev.parley.room.domain;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Grant;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Policy;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.Moderation;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.bus.RoomRequest.Join;
import dev.parley.protocol.bus.RoomRequest.Moderate;
import dev.parley.protocol.bus.RoomRequest.Resume;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The commands of some people. A person called ada has the session {@code ada-session} and the page
 * {@code ada-page}, comes in by the command {@code join}, and has generation 1 if nothing else is
 * said.
 */
public final class Commands {
  public static final RoomName NAME = new RoomName("lunch");
  public static final NodeId HERE = new NodeId("here");
  public static final NodeId THERE = new NodeId("there");

  private Commands() {}

  public static SessionId session(String person) {
    return new SessionId(person + "-session");
  }

  public static InstanceId page(String person) {
    return new InstanceId(person + "-page");
  }

  public static CommandId id(String id) {
    return new CommandId(id);
  }

  public static Values profile(String name, String value) {
    TreeMap<String, JsonNode> map = new TreeMap<>();
    map.put(name, JsonNodeFactory.instance.stringNode(value));
    return new Values(map);
  }

  public static Join joinOf(String person, long generation, NodeId node, String... offers) {
    return new Join(
        NAME,
        session(person),
        page(person),
        id("join"),
        generation,
        node,
        Grant.OPEN,
        profile("name", person),
        List.of(),
        null,
        Arrays.stream(offers).map(CommandId::new).toList());
  }

  public static Join replacing(Join join, SessionId replaced) {
    return new Join(
        join.room(),
        join.session(),
        join.instance(),
        join.id(),
        join.generation(),
        join.node(),
        join.grant(),
        join.profile(),
        join.capabilities(),
        replaced,
        join.offers());
  }

  public static Join granted(Join join, Grant grant) {
    return new Join(
        join.room(),
        join.session(),
        join.instance(),
        join.id(),
        join.generation(),
        join.node(),
        grant,
        join.profile(),
        join.capabilities(),
        join.replaces(),
        join.offers());
  }

  public static Join again(Join join, SessionId fresh, long generation, NodeId node) {
    return new Join(
        join.room(),
        fresh,
        join.instance(),
        join.id(),
        generation,
        node,
        join.grant(),
        join.profile(),
        join.capabilities(),
        join.replaces(),
        join.offers());
  }

  public static RoomRequest.Away awayOf(String person, long generation, NodeId node, Long hold) {
    return new RoomRequest.Away(NAME, session(person), generation, node, hold);
  }

  public static Resume resumeOf(String person, long generation, NodeId node) {
    return new Resume(NAME, session(person), page(person), generation, node);
  }

  public static RoomRequest.Update updateOf(String person, String id, String name, String value) {
    return new RoomRequest.Update(
        NAME, session(person), id(id), 1, profile(name, value), List.of());
  }

  public static Moderate moderate(String person, String id, Moderation what) {
    return new Moderate(NAME, session(person), id(id), 1, what);
  }

  public static Moderate kickOf(String person, String id, String target) {
    return moderate(person, id, new Moderation.Kick(session(target)));
  }

  public static Moderate keyOf(String person, String id, String key, String value) {
    return moderate(person, id, new Moderation.SetKey(key, value));
  }

  public static Moderate changeOf(String person, String id, Policy.Change change) {
    return moderate(person, id, new Moderation.SetPolicy(change));
  }

  public static Moderate policyOf(String person, String id, Integer capacity) {
    return changeOf(person, id, new Policy.Change(capacity, null));
  }

  public static Moderate relayOf(String person, String id, boolean relay) {
    return changeOf(person, id, new Policy.Change(null, relay));
  }

  /** Switches the lobby on or off. */
  public static Moderate lobbyOf(String person, String id, boolean lobby) {
    return changeOf(person, id, new Policy.Change(null, null, lobby, null, null));
  }
}
