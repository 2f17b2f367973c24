package dev.parley.runtime;

import dev.parley.protocol.bus.Following;

/**
 * What is told to everybody who wants to hear it, one way.
 *
 * @param name one word, part of the address
 */
public record Topic<M>(String name, Class<M> message) {

  /** Told by gateways, heard by every instance of room-service. */
  public static final Topic<Following> FOLLOWING = new Topic<>("following", Following.class);
}
