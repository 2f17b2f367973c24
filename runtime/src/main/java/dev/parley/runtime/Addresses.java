package dev.parley.runtime;

import dev.parley.protocol.NodeId;

/** Every address of the event bus; no other class spells one. */
final class Addresses {

  private Addresses() {}

  /** What one gateway hears: one address a node, never one a session or a room. */
  static String of(NodeId node) {
    return "parley.node." + node.value();
  }

  /** What every gateway hears: one address for all of them. */
  static String ofAllNodes() {
    return "parley.nodes";
  }

  /** What the instances of one service share. */
  static String of(Service<?, ?> service) {
    return "parley.service." + service.name();
  }

  /** What everybody hears who wants to. */
  static String of(Topic<?> topic) {
    return "parley.topic." + topic.name();
  }
}
