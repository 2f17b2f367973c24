package dev.parley.allinone;

import dev.parley.gateway.GatewaySettings;
import dev.parley.gateway.GatewayVerticle;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Host;
import dev.parley.runtime.Launcher;
import dev.parley.runtime.PassingBus;
import dev.parley.runtime.Program;
import dev.parley.runtime.Service;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every service in one process that has trouble: one question in ten is lost by a failure of the
 * bus, and all the time services and gateways hear messages that they cannot read.
 */
public final class TroubledMain {
  /** Begins the line that tells on which port it listens; every other line is of the log. */
  static final String PORT = "port ";

  private static final int ONE_IN = 10;
  private static final long NONSENSE_MS = 250;
  private static final List<String> NONSENSE =
      List.of(
          "{\"kind\":\"join\",\"room\":\"wonderland\",\"profile\":{\"name\":[\"wonderland\"]}}",
          "{\"kind\":\"join\",\"room\":\"wonder land\",\"session\":\"wonderland-1\"}",
          "{\"kind\":\"kick\",\"room\":7,\"by\":\"wonderland\"}",
          "{\"kind\":\"wonderland\"}",
          "{\"kind\":\"renew\",\"node\":\"wonder land\"}",
          "wonderland",
          "wonderland wonderland wonderland\n{}",
          "{\"wonderland\":");

  private TroubledMain() {}

  public static void main(String[] arguments) {
    Program troubled =
        new Program("parley", Parts.SETTINGS, settings -> {}, TroubledMain::services);
    Launcher.launch(troubled, List.of(), System.getenv());
  }

  private static List<Deployable> services(Host host) {
    Host troubled =
        new Host(
            host.vertx(),
            host.settings(),
            new TroubledBus(host.bus(), new AtomicInteger()),
            host.meters(),
            host.health());
    Parts parts = new Parts(troubled);
    GatewayVerticle gateway = parts.gateway(GatewaySettings.from(host.settings()));
    host.vertx().setPeriodic(NONSENSE_MS, tick -> sayNonsense(host.vertx().eventBus()));
    return List.of(
        parts.presence(), parts.rooms(), parts.ice(), gateway, context -> announce(gateway));
  }

  private static Future<?> announce(GatewayVerticle gateway) {
    System.out.println(PORT + gateway.port());
    return Future.succeededFuture();
  }

  private static void sayNonsense(EventBus events) {
    for (String text : NONSENSE) {
      events.send("parley.service.rooms", Buffer.buffer(text));
      events.send("parley.service.presence", Buffer.buffer(text));
      events.send("parley.service.ice", Buffer.buffer(text));
      events.publish("parley.nodes", Buffer.buffer(text));
    }
  }

  private static final class TroubledBus extends PassingBus {
    private final AtomicInteger asked;

    TroubledBus(Bus bus, AtomicInteger asked) {
      super(bus);
      this.asked = asked;
    }

    @Override
    public <Q, A> Future<A> ask(Service<Q, A> service, Q question) {
      return asked.incrementAndGet() % ONE_IN == 0
          ? Future.failedFuture(new IllegalStateException("provoked by a test"))
          : bus.ask(service, question);
    }
  }
}
