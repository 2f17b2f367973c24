package dev.parley.runtime;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.BusCodec;
import dev.parley.protocol.bus.NodeMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The bus on Vert.x's event bus, of one process or of a cluster; no other class touches that. Every
 * body is bytes made by {@link BusCodec}, also within one process, so both ways are the same.
 */
public final class VertxBus implements Bus {

  private static final System.Logger LOG = System.getLogger(VertxBus.class.getName());

  /** Who says what is published, so that it does not hear itself. */
  private static final String FROM = "from";

  private static final int CONNECT_MILLIS = 1_000;
  private static final long PING_MILLIS = 5_000;

  private final EventBus events;
  private final DeliveryOptions awaited;
  private final int inFlightLimit;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final BusMeters meters;

  /** How the event bus of a cluster is bound, and when a connection of it is given up. */
  static VertxOptions options(ClusterSettings settings) {
    return new VertxOptions()
        .setEventBusOptions(
            new EventBusOptions()
                .setHost(settings.busHost())
                .setPort(settings.busPort())
                .setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(settings.silence().toMillis()));
  }

  public VertxBus(Vertx vertx, BusSettings settings, MeterRegistry meters) {
    this.events = vertx.eventBus();
    this.awaited = new DeliveryOptions().setSendTimeout(settings.replyTimeout().toMillis());
    this.inFlightLimit = settings.inFlight();
    this.meters = new BusMeters(meters, inFlight);
    // Loads the codec here, as that takes long, and the first message is decoded on an event loop.
    BusCodec.decode(BusCodec.encode(IceConfig.NONE), IceConfig.class);
  }

  @Override
  public void send(NodeId to, NodeMessage message) {
    meters.sent.increment();
    events.send(Addresses.of(to), Buffer.buffer(BusCodec.encode(message)));
  }

  @Override
  public void publish(NodeId from, NodeMessage message) {
    meters.sent.increment();
    events.publish(
        Addresses.ofAllNodes(),
        Buffer.buffer(BusCodec.encode(message)),
        new DeliveryOptions().addHeader(FROM, from.value()));
  }

  @Override
  public Future<Registration> listen(NodeId node, Consumer<NodeMessage> handler) {
    Future<Registration> own = register(Addresses.of(node), message -> hear(message, handler));
    Future<Registration> shared =
        register(Addresses.ofAllNodes(), message -> hearAsOne(node, message, handler));
    return own.compose(
        first -> shared.map(second -> () -> first.close().eventually(second::close)));
  }

  private void hearAsOne(NodeId node, Message<Buffer> message, Consumer<NodeMessage> handler) {
    if (!node.value().equals(message.headers().get(FROM))) {
      hear(message, handler);
    }
  }

  private void hear(Message<Buffer> message, Consumer<NodeMessage> handler) {
    receive(() -> handler.accept(BusCodec.decodeNodeMessage(message.body().getBytes())));
  }

  private void receive(Runnable handling) {
    meters.received.increment();
    try {
      handling.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A message to this node was not handled", e);
    }
  }

  @Override
  public <Q, A> Future<A> ask(Service<Q, A> service, Q question) {
    long start = System.nanoTime();
    Buffer body = Buffer.buffer(BusCodec.encode(question));
    if (inFlight.incrementAndGet() > inFlightLimit) {
      inFlight.decrementAndGet();
      return unanswered(service, Unanswered.Reason.BUSY, start);
    }
    return events
        .<Buffer>request(Addresses.of(service), body, awaited)
        .map(reply -> BusCodec.decode(reply.body().getBytes(), service.answer()))
        .onComplete(done -> inFlight.decrementAndGet())
        .onSuccess(answer -> meters.answered(service, start))
        .recover(failure -> unanswered(service, reason(failure), start));
  }

  private <A> Future<A> unanswered(Service<?, A> service, Unanswered.Reason reason, long start) {
    meters.unanswered(service, reason, start);
    return Future.failedFuture(new Unanswered(service.name(), reason));
  }

  private static Unanswered.Reason reason(Throwable failure) {
    if (!(failure instanceof ReplyException reply)) {
      LOG.log(Level.ERROR, "An answer could not be read", failure);
      return Unanswered.Reason.FAILED;
    }
    return switch (reply.failureType()) {
      case NO_HANDLERS -> Unanswered.Reason.NOBODY;
      case TIMEOUT -> Unanswered.Reason.TIMED_OUT;
      case RECIPIENT_FAILURE, ERROR -> Unanswered.Reason.FAILED;
    };
  }

  @Override
  public <Q, A> Future<Registration> serve(Service<Q, A> service, Function<Q, Future<A>> handler) {
    return register(
        Addresses.of(service),
        message ->
            answer(service, message, handler)
                .map(answer -> Buffer.buffer(BusCodec.encode(answer)))
                .onSuccess(message::reply)
                .onFailure(failure -> fail(service, message, failure)));
  }

  private static <Q, A> Future<A> answer(
      Service<Q, A> service, Message<Buffer> message, Function<Q, Future<A>> handler) {
    try {
      return handler.apply(BusCodec.decode(message.body().getBytes(), service.question()));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static void fail(Service<?, ?> service, Message<Buffer> message, Throwable failure) {
    LOG.log(Level.ERROR, "A question to the service " + service.name() + " failed", failure);
    message.fail(ReplyFailure.RECIPIENT_FAILURE.toInt(), service.name());
  }

  @Override
  public <M> void tell(Topic<M> topic, M message) {
    meters.sent.increment();
    events.publish(Addresses.of(topic), Buffer.buffer(BusCodec.encode(message)));
  }

  @Override
  public <M> Future<Registration> hear(Topic<M> topic, Consumer<M> handler) {
    return register(
        Addresses.of(topic),
        message ->
            receive(
                () -> handler.accept(BusCodec.decode(message.body().getBytes(), topic.message()))));
  }

  private Future<Registration> register(String address, Handler<Message<Buffer>> handler) {
    MessageConsumer<Buffer> consumer = events.consumer(address, handler);
    return consumer.completion().map(registered -> consumer::unregister);
  }
}
