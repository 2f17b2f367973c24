package dev.parley.runtime;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.NodeMessage;
import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How gateways and services reach each other: the fast path and never the guarantee. A message may
 * be lost, doubled or late; revisions, acknowledgements and repeated commands mend that.
 *
 * <p><em>Threading:</em> callable from any thread. Handlers run, and futures complete, on the
 * Vert.x context from which the method was called.
 */
public interface Bus {

  /** Sends to one gateway, one way; if it is gone, nothing happens. */
  void send(NodeId to, NodeMessage message);

  /** Sends to every gateway but the one that says it, one way; whoever is gone misses it. */
  void publish(NodeId from, NodeMessage message);

  /**
   * Hears what is sent to a gateway, and to all of them, until the registration or the verticle is
   * closed.
   */
  Future<Registration> listen(NodeId node, Consumer<NodeMessage> handler);

  /**
   * Asks any instance of a service.
   *
   * @return the answer, or an {@link Unanswered} after a short time at the latest; the question may
   *     have been carried out nevertheless
   */
  <Q, A> Future<A> ask(Service<Q, A> service, Q question);

  /**
   * Answers a service's questions, until the registration or the verticle is closed.
   *
   * @param handler what it throws or fails with is logged here and is {@link Unanswered} there
   */
  <Q, A> Future<Registration> serve(Service<Q, A> service, Function<Q, Future<A>> handler);

  /** Tells everybody who hears the topic, this process included, one way. */
  <M> void tell(Topic<M> topic, M message);

  /** Hears what is told of a topic, until the registration or the verticle is closed. */
  <M> Future<Registration> hear(Topic<M> topic, Consumer<M> handler);

  /** One handler on the bus. */
  interface Registration {

    /** Completes when no further message will reach the handler. */
    Future<Void> close();
  }
}
