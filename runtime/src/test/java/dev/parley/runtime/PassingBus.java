package dev.parley.runtime;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.NodeMessage;
import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A bus that passes everything on to another: what disturbs some of it overrides that.
 *
 * <p><em>Threading:</em> as {@link Bus}.
 */
public abstract class PassingBus implements Bus {
  protected final Bus bus;

  protected PassingBus(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void send(NodeId to, NodeMessage message) {
    bus.send(to, message);
  }

  @Override
  public void publish(NodeId from, NodeMessage message) {
    bus.publish(from, message);
  }

  @Override
  public Future<Registration> listen(NodeId node, Consumer<NodeMessage> handler) {
    return bus.listen(node, handler);
  }

  @Override
  public <Q, A> Future<A> ask(Service<Q, A> service, Q question) {
    return bus.ask(service, question);
  }

  @Override
  public <Q, A> Future<Registration> serve(Service<Q, A> service, Function<Q, Future<A>> handler) {
    return bus.serve(service, handler);
  }

  @Override
  public <M> void tell(Topic<M> topic, M message) {
    bus.tell(topic, message);
  }

  @Override
  public <M> Future<Registration> hear(Topic<M> topic, Consumer<M> handler) {
    return bus.hear(topic, handler);
  }
}
