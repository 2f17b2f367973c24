package dev.parley.runtime;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.bus.NodeMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A bus that loses, doubles and delays what crosses it, for tests: all that {@link Bus} allows and
 * a quiet machine never shows. A delayed message is overtaken by later ones.
 *
 * <p><em>Threading:</em> as {@link Bus}, if the random generator may be shared by threads.
 */
public final class FaultyBus extends PassingBus {

  /**
   * What share of messages, 0 to 1, meets which fate. A question and its answer are two messages.
   *
   * @param longestDelay of a delayed message; also after which a lost question counts as timed out
   */
  public record Faults(double lost, double doubled, double delayed, Duration longestDelay) {}

  private enum Fate {
    PASSES,
    IS_LOST,
    IS_DOUBLED,
    IS_DELAYED
  }

  private final Vertx vertx;
  private final Faults faults;
  private final RandomGenerator random;

  public FaultyBus(Vertx vertx, Bus bus, Faults faults, RandomGenerator random) {
    super(bus);
    this.vertx = vertx;
    this.faults = faults;
    this.random = random;
  }

  private Fate fate() {
    double draw = random.nextDouble();
    if (draw < faults.lost()) {
      return Fate.IS_LOST;
    }
    if (draw < faults.lost() + faults.doubled()) {
      return Fate.IS_DOUBLED;
    }
    boolean delayed = draw < faults.lost() + faults.doubled() + faults.delayed();
    return delayed ? Fate.IS_DELAYED : Fate.PASSES;
  }

  @Override
  public void send(NodeId to, NodeMessage message) {
    meet(() -> bus.send(to, message));
  }

  /** Each copy crosses the same wire first, so all nodes meet the same fate. */
  @Override
  public void publish(NodeId from, NodeMessage message) {
    meet(() -> bus.publish(from, message));
  }

  private void meet(Runnable message) {
    switch (fate()) {
      case PASSES -> message.run();
      case IS_LOST -> {}
      case IS_DOUBLED -> {
        message.run();
        message.run();
      }
      case IS_DELAYED -> delay().onSuccess(over -> message.run());
    }
  }

  @Override
  public <Q, A> Future<A> ask(Service<Q, A> service, Q question) {
    Future<A> answer =
        switch (fate()) {
          case PASSES -> bus.ask(service, question);
          case IS_LOST -> unanswered(service);
          case IS_DOUBLED -> {
            var ignored = bus.ask(service, question);
            yield bus.ask(service, question);
          }
          case IS_DELAYED -> delay().compose(over -> bus.ask(service, question));
        };
    return answer.compose(given -> answered(service, given));
  }

  /** A doubled answer reaches nobody twice, so it passes. */
  private <A> Future<A> answered(Service<?, A> service, A answer) {
    return switch (fate()) {
      case PASSES, IS_DOUBLED -> Future.succeededFuture(answer);
      case IS_LOST -> unanswered(service);
      case IS_DELAYED -> delay().map(over -> answer);
    };
  }

  private <A> Future<A> unanswered(Service<?, A> service) {
    Unanswered lost = new Unanswered(service.name(), Unanswered.Reason.TIMED_OUT);
    return vertx
        .timer(faults.longestDelay().toMillis(), TimeUnit.MILLISECONDS)
        .compose(over -> Future.failedFuture(lost));
  }

  private Future<Void> delay() {
    long millis = random.nextLong(1, faults.longestDelay().toMillis() + 1);
    return vertx.timer(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public <M> void tell(Topic<M> topic, M message) {
    meet(() -> bus.tell(topic, message));
  }
}
