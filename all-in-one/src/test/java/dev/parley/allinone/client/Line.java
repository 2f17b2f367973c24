package dev.parley.allinone.client;

import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.SocketAddress;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * What keeps a client connected: one wire at a time to any gateway, another one when it is lost or
 * silent, with jitter and back-off (docs/protocol.md, sections 7 and 8).
 *
 * <p>Threading: one event loop.
 */
public final class Line {
  private static final long NANOS_PER_MS = 1_000_000;

  /**
   * How a client connects.
   *
   * @param gateways draws the gateway of the next attempt
   * @param silence ms without a frame after which a wire counts as lost
   */
  public record Settings(
      Vertx vertx,
      Supplier<SocketAddress> gateways,
      Pace pace,
      long silence,
      Random random,
      Supplier<Wire.Faults> faults) {}

  private final Settings settings;
  private final Runnable opened;
  private final Consumer<ServerFrame> frames;
  private final IntConsumer lost;
  private final LongConsumer tick;
  private final Context context;
  private final WebSocketClient client;
  private Wire wire;
  private boolean connecting;
  private boolean entering;
  private boolean over;
  private int attempts;
  private long openedAt;
  private long heardAt;

  Line(
      Settings settings,
      Runnable opened,
      Consumer<ServerFrame> frames,
      IntConsumer lost,
      LongConsumer tick) {
    this.settings = settings;
    this.opened = opened;
    this.frames = frames;
    this.lost = lost;
    this.tick = tick;
    this.context = settings.vertx().getOrCreateContext();
    this.client = settings.vertx().createWebSocketClient();
    run(() -> settings.vertx().setPeriodic(settings.pace().tick(), timer -> tick(timer)));
  }

  void run(Runnable action) {
    context.runOnContext(turn -> action.run());
  }

  long now() {
    return System.nanoTime() / NANOS_PER_MS;
  }

  /** Opens another wire after a while, unless that is under way. */
  void connect() {
    if (connecting || over) {
      return;
    }
    connecting = true;
    long delay = settings.pace().delay(attempts++, settings.random());
    settings.vertx().setTimer(delay, elapsed -> open());
  }

  private void open() {
    if (over) {
      return;
    }
    Wire.open(
        settings.vertx(),
        client,
        settings.gateways().get(),
        settings.random(),
        settings.faults(),
        this::opened,
        () -> {
          connecting = false;
          connect();
        });
  }

  private void opened(Wire next) {
    connecting = false;
    if (over) {
      next.close();
      return;
    }
    wire = next;
    entersAgain();
    next.listen(
        frame -> {
          if (wire == next) {
            heardAt = now();
            frames.accept(frame);
          }
        },
        code -> {
          if (wire == next) {
            wire = null;
            lost.accept(code);
          }
        });
    opened.run();
  }

  /** A join or resume was sent just now. */
  void entersAgain() {
    openedAt = now();
    heardAt = now();
    entering = true;
  }

  /** The join or resume was answered. */
  void entered() {
    entering = false;
    attempts = 0;
  }

  /** The join or resume cannot be answered just now. */
  void retryLater() {
    giveUp();
  }

  void send(ClientFrame frame) {
    if (wire != null) {
      wire.send(frame);
    }
  }

  private void tick(long timer) {
    if (over) {
      settings.vertx().cancelTimer(timer);
      return;
    }
    long now = now();
    if (wire != null
        && ((entering && now - openedAt > settings.pace().attempt())
            || now - heardAt > settings.silence())) {
      giveUp();
    }
    tick.accept(now);
  }

  private void giveUp() {
    Wire old = wire;
    wire = null;
    if (old != null) {
      old.abandon();
      lost.accept(1006);
    }
  }

  /** The wire breaks; the client notices. */
  void cut() {
    Wire old = wire;
    wire = null;
    if (old != null) {
      old.close();
      lost.accept(1006);
    }
  }

  /** Nothing passes any more; the client notices by the silence. */
  void stall() {
    if (wire != null) {
      wire.stall();
    }
  }

  /** Says what is written and closes for good. */
  void end() {
    over = true;
    if (wire != null) {
      wire.close();
    }
  }
}
