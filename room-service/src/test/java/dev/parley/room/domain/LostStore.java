package dev.parley.room.domain;

import static dev.parley.room.domain.Commands.NAME;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.Entry;
import dev.parley.protocol.bus.RoomRequest.Restore;
import dev.parley.protocol.bus.RoomState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A random life of a room, at whose end the store loses all of it, or its last writes. Each gateway
 * has the room as it was at a moment of its own; of its own sockets it knows the truth.
 *
 * @param scene after the loss
 * @param last the room as it was before
 * @param stored what the store has left of it; null where that is nothing
 * @param replicas what the gateways have
 */
record LostStore(Scene scene, RoomState last, RoomState stored, Map<NodeId, RoomState> replicas) {
  private static final int STEPS = 120;

  static LostStore after(Random random) {
    Scene scene = new Scene();
    List<Room> history = live(scene, new RandomLife(random.nextLong()));
    Room last = history.getLast();
    Map<NodeId, RoomState> replicas = new HashMap<>();
    for (NodeId node : RandomLife.NODES) {
      replicas.put(node, pick(random, knowing(history, node)).state());
    }
    boolean empty = random.nextBoolean();
    scene.room = empty ? Room.absent(NAME, scene.context()) : pick(random, history);
    RoomState stored = empty ? null : scene.room.state();
    return new LostStore(scene, last.state(), stored, replicas);
  }

  /** The room after each step of its last incarnation; some members at its end. */
  private static List<Room> live(Scene scene, RandomLife life) {
    List<Room> history = new ArrayList<>();
    for (int i = 0; i < STEPS || scene.room.state().members().size() < 2; i++) {
      scene.now += life.pause() % 400; // nothing is forgotten, so a session is never made twice
      scene.give(life.next(scene.room));
      if (history.isEmpty()
          || !scene.room.state().incarnation().equals(history.getFirst().state().incarnation())) {
        history.clear();
      }
      history.add(scene.room);
    }
    return history;
  }

  /** The moments at the end since which nothing has become of the sockets at that node. */
  private static List<Room> knowing(List<Room> history, NodeId node) {
    Map<SessionId, Long> now = socketsAt(node, history.getLast().state());
    int first = history.size() - 1;
    while (first > 0 && socketsAt(node, history.get(first - 1).state()).equals(now)) {
      first--;
    }
    return history.subList(first, history.size());
  }

  /** Who is up at that node, by which generation. */
  static Map<SessionId, Long> socketsAt(NodeId node, RoomState state) {
    return state.members().values().stream()
        .filter(Entry::isUp)
        .filter(entry -> entry.seat().node().equals(node))
        .collect(
            Collectors.toMap(
                entry -> entry.member().session(), entry -> entry.seat().generation()));
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Every copy of the room that there is. */
  List<RoomState> known() {
    return Stream.concat(Stream.ofNullable(stored), replicas.values().stream()).toList();
  }

  /** What the gateways ask, each once to three times, in any order. */
  List<Restore> requests(Random random) {
    List<Restore> requests = new ArrayList<>();
    replicas.forEach((node, state) ->
        requests.addAll(
            Collections.nCopies(
                1 + random.nextInt(3), new Restore(NAME, state, node, random.nextBoolean()))));
    Collections.shuffle(requests, random);
    return requests;
  }
}
