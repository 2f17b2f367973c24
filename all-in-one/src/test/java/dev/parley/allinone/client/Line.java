package dev.parley.allinone.client;

import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.Refusal;
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
 * silent, with jitter and back-off (docs/protocol.md, sections 7 and 8). A wire whose gateway goes
 * is used until the next one has been entered.
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

  /** What is to take the place of a wire that is in use. */
  private Wire next;

  private boolean connecting;

  /** The timer of a wire that is planned because the gateway of this one goes; 0: none. */
  private long moving;

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
    if (moving != 0 && settings.vertx().cancelTimer(moving)) {
      connecting = false;
    }
    moving = 0;
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
        settings.pace().attempt(),
        settings.random(),
        settings.faults(),
        this::opened,
        () -> {
          connecting = false;
          connect();
        });
  }

  private void opened(Wire opened) {
    connecting = false;
    if (over) {
      opened.close();
      return;
    }
    if (wire == null) {
      wire = opened;
    } else {
      next = opened;
    }
    entersAgain();
    opened.listen(frame -> heard(opened, frame), code -> closed(opened, code));
    this.opened.run();
  }

  private void heard(Wire from, ServerFrame frame) {
    if (from == wire) {
      heardAt = now();
      frames.accept(frame);
    } else if (from == next && frame instanceof ServerFrame.Resumed) {
      wire.close();
      wire = next;
      next = null;
      heardAt = now();
      frames.accept(frame);
    } else if (from == next && frame instanceof Refusal) {
      dropNext();
    }
  }

  private void closed(Wire from, int code) {
    if (from == wire) {
      wire = next;
      next = null;
      if (wire == null) {
        lost.accept(code);
      }
    } else if (from == next) {
      dropNext();
    }
  }

  private void dropNext() {
    next.abandon();
    next = null;
    entering = false;
    connect();
  }

  /** The gateway goes: another wire, at a random moment, while this one is used. */
  void move(long spread) {
    if (!connecting && next == null && !over) {
      connecting = true;
      long delay = 1 + settings.random().nextLong(Math.max(1, spread));
      moving = settings.vertx().setTimer(delay, elapsed -> open());
    }
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

  /** Whether a join or resume is not answered yet. */
  boolean isEntering() {
    return entering;
  }

  /** Says it to whichever gateways may hold the session. */
  void sendToAll(ClientFrame frame) {
    send(frame);
    if (next != null) {
      next.send(frame);
    }
  }

  /** Says what is said first, on the newest wire. */
  void greet(ClientFrame frame) {
    Wire newest = next == null ? wire : next;
    if (newest != null) {
      newest.send(frame);
    }
  }

  private void tick(long timer) {
    if (over) {
      settings.vertx().cancelTimer(timer);
      return;
    }
    long now = now();
    if (next != null && now - openedAt > settings.pace().attempt()) {
      dropNext();
    }
    if (wire != null
        && ((entering && next == null && now - openedAt > settings.pace().attempt())
            || now - heardAt > settings.silence())) {
      giveUp();
    }
    tick.accept(now);
  }

  private void giveUp() {
    Wire old = wire;
    loseAll();
    if (old != null) {
      old.abandon();
      lost.accept(1006);
    }
  }

  /** The wire is lost, with the next one, if there is any. */
  private void loseAll() {
    wire = null;
    if (next != null) {
      next.abandon();
      next = null;
    }
  }

  /** The wire breaks; the client notices. */
  void cut() {
    Wire old = wire;
    loseAll();
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

  /** Nothing passes any more, for good. */
  void vanish() {
    over = true;
    stall();
  }

  /** Says what is written and closes for good. */
  void end() {
    over = true;
    if (next != null) {
      next.close();
    }
    if (wire != null) {
      wire.close();
    }
  }
}
