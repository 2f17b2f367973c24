package dev.parley.allinone.client;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.wire.ClientFrame;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that all live on one event loop, so that a test may look at all of them at once.
 *
 * <p>Threading: the test's thread calls; what it hands in runs on the loop.
 */
public final class Crowd implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 180;
  private static final long LOOK_MS = 10;
  private static final int TOLD = 8;

  /**
   * How its clients are.
   *
   * @param silence ms without a frame after which a client counts its wire as lost
   * @param faults of all wires, at the moment
   * @param secret of the rooms; null where they have none
   */
  public record Manners(
      Pace pace, long silence, Supplier<Wire.Faults> faults, @Nullable String secret) {
    /** As docs/protocol.md has them, on sound wires. */
    public static final Manners REAL = new Manners(Pace.REAL, 12_000, () -> Wire.Faults.NONE, null);
  }

  private final Vertx people = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Manners manners;
  private final Listener listener;
  private final Random random;
  private final List<ProtocolClient> clients = new ArrayList<>();

  public Crowd(Manners manners, Listener listener, long seed) {
    this.manners = manners;
    this.listener = listener;
    this.random = new Random(seed);
  }

  /** One more, who comes in by any of these gateways, each time. */
  public ProtocolClient add(
      RoomName room, List<ClientFrame.Offer> offers, Supplier<SocketAddress> gateways) {
    Line.Settings settings =
        new Line.Settings(
            people,
            gateways,
            manners.pace(),
            manners.silence(),
            new Random(random.nextLong()),
            manners.faults());
    ProtocolClient client = new ProtocolClient(settings, room, manners.secret(), offers, listener);
    run(() -> clients.add(client));
    client.start();
    return client;
  }

  /** Lets one leave, who is not counted any more. */
  public void leave(ProtocolClient client) {
    run(() -> {
      clients.remove(client);
      client.leave();
    });
  }

  /** One is gone without a word, and not counted any more. */
  public void vanish(ProtocolClient client) {
    run(() -> {
      clients.remove(client);
      client.vanish();
    });
  }

  /** All but those who were told not to come back; on the loop. */
  public Stream<ProtocolClient> all() {
    return clients.stream().filter(client -> !client.hasEnded());
  }

  /** Those of a room; on the loop. */
  public List<ProtocolClient> in(RoomName room) {
    return all().filter(client -> client.room().equals(room)).toList();
  }

  /**
   * Whether all have a socket and nothing waits for an answer, and those of one room have the same
   * copy of it; on the loop.
   */
  public boolean isCalm() {
    return all().allMatch(ProtocolClient::isIdle) && agree();
  }

  /** Whether those of one room have the same copy of it, and all a socket; on the loop. */
  public boolean agree() {
    return all().filter(client -> client.session() != null).allMatch(ProtocolClient::isLive)
        && all().map(ProtocolClient::room).distinct().allMatch(this::agree);
  }

  private boolean agree(RoomName room) {
    return in(room).stream()
            .filter(ProtocolClient::isLive)
            .map(ProtocolClient::head)
            .distinct()
            .count()
        <= 1;
  }

  /** Does something on the loop, and returns when it is done. */
  public void run(Runnable action) {
    call(() -> {
      action.run();
      return null;
    });
  }

  /** Looks at something on the loop. */
  public <T> T call(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    people.runOnContext(turn -> {
      try {
        answer.complete(question.get());
      } catch (Throwable failure) {
        answer.completeExceptionally(failure);
      }
    });
    return get("an answer", answer);
  }

  /** Does something on the loop, a while from now. */
  public void after(long ms, Runnable action) {
    people.setTimer(ms, elapsed -> action.run());
  }

  /** Waits for a condition that is looked at on the loop. */
  public void await(String what, BooleanSupplier condition) {
    CompletableFuture<Void> met = new CompletableFuture<>();
    people.setPeriodic(
        LOOK_MS,
        timer -> {
          if (condition.getAsBoolean()) {
            people.cancelTimer(timer);
            met.complete(null);
          }
        });
    get(what, met);
  }

  private <T> T get(String what, CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(what + ", was awaited in vain; not idle:\n" + notIdle(), e);
    } catch (ExecutionException e) {
      throw new AssertionError(what, e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(what, e);
    }
  }

  /** From another thread than theirs, for want of a better one: the loop may be what hangs. */
  private String notIdle() {
    return List.copyOf(clients).stream()
        .filter(client -> !client.isIdle())
        .map(Object::toString)
        .limit(TOLD)
        .collect(Collectors.joining("\n"));
  }

  /** All leave. */
  @Override
  public void close() {
    try {
      run(() -> clients.forEach(ProtocolClient::leave));
      people.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
