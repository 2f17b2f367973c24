package dev.parley.gateway.relay;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.NodeMessage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The other gateways, as far as this one knows: who holds a lease, as presence-service said last;
 * who is about to go; and who answers when hailed.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Fellows {
  /** When a gateway answered last, and whether it takes sockets. */
  private record Answer(long at, boolean ready) {}

  private final Node node;
  private final BooleanSupplier isOpen;
  private final Set<NodeId> others = new HashSet<>();
  private final Set<NodeId> leaving = new HashSet<>();
  private final Map<NodeId, Answer> answers = new HashMap<>();

  /**
   * Nobody is known yet.
   *
   * @param isOpen whether this gateway takes sockets
   */
  Fellows(Node node, BooleanSupplier isOpen) {
    this.node = node;
    this.isOpen = isOpen;
  }

  /** Those hold a lease, this gateway perhaps among them. */
  void live(Set<NodeId> alive) {
    others.clear();
    found(alive);
    leaving.retainAll(others);
    answers.keySet().retainAll(others);
  }

  /** Those hold a lease, and perhaps others. */
  void found(Set<NodeId> some) {
    others.addAll(some);
    others.remove(node.id());
    node.meters().knows(others.size());
  }

  void hear(NodeMessage.AboutGateway message) {
    switch (message) {
      case NodeMessage.Draining draining -> leaving.add(draining.node());
      case NodeMessage.Hail hail ->
          node.bus().send(hail.node(), new NodeMessage.Hailed(node.id(), isOpen.getAsBoolean()));
      case NodeMessage.Hailed hailed ->
          answers.put(hailed.node(), new Answer(System.nanoTime(), hailed.ready()));
    }
  }

  /** Tells the others that this gateway goes. */
  void takeLeave() {
    node.bus().publish(node.id(), new NodeMessage.Draining(node.id()));
  }

  /** Asks all others whether they are there. */
  void hail() {
    staying().forEach(other -> node.bus().send(other, new NodeMessage.Hail(node.id())));
  }

  /** Whether no other gateway is known, but those that go. */
  boolean isAlone() {
    return staying().isEmpty();
  }

  /** Whether another gateway that stays has said, within so many nanoseconds, that it is ready. */
  boolean hasReady(long nanos) {
    long now = System.nanoTime();
    return staying().stream()
        .map(answers::get)
        .anyMatch(answer -> answer != null && answer.ready() && now - answer.at() <= nanos);
  }

  /**
   * Whether at least half of the gateways answered within so many nanoseconds, this one counted. Of
   * two halves the one with the smallest id counts as the larger, so it is never both.
   */
  boolean reachesHalf(long nanos) {
    Set<NodeId> all = staying();
    Set<NodeId> reached = new HashSet<>(all);
    long now = System.nanoTime();
    reached.removeIf(other -> {
      Answer answer = answers.get(other);
      return answer == null || now - answer.at() > nanos;
    });
    all.add(node.id());
    reached.add(node.id());
    int twice = 2 * reached.size();
    return twice > all.size() || (twice == all.size() && reached.contains(smallest(all)));
  }

  private static NodeId smallest(Set<NodeId> all) {
    return all.stream().min(Comparator.comparing(NodeId::value)).orElseThrow();
  }

  private Set<NodeId> staying() {
    Set<NodeId> staying = new HashSet<>(others);
    staying.removeAll(leaving);
    return staying;
  }
}
