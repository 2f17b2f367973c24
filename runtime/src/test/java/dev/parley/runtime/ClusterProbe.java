package dev.parley.runtime;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.protocol.bus.NodeMessage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process of a cluster for tests: it hears its node's address, may serve {@link Service#ICE}, and
 * does what the lines of its standard input say. It answers on standard output, in lines that begin
 * with {@code >}.
 */
final class ClusterProbe {

  static final Setting<Integer> NUMBER =
      Setting.number("PARLEY_PROBE", 0, 0, 1_000, "Which probe this is.");

  static final Setting<Boolean> SERVES =
      Setting.flag("PARLEY_PROBE_SERVES", false, "Whether it answers questions.");

  private ClusterProbe() {}

  public static void main(String[] arguments) {
    Program program = new Program("probe", List.of(NUMBER, SERVES), ClusterProbe::services);
    Launcher.launch(program, List.of(arguments), System.getenv());
  }

  private static List<VerticleBase> services(Host host) {
    return List.of(new Probe(host));
  }

  static NodeId node(int number) {
    return new NodeId("node-" + number);
  }

  private static final class Probe extends VerticleBase {

    private final Host host;
    private final int number;

    Probe(Host host) {
      this.host = host;
      this.number = host.settings().get(NUMBER);
    }

    @Override
    public Future<?> start() {
      Future<?> serving =
          host.settings().get(SERVES)
              ? host.bus().serve(Service.ICE, question -> answer())
              : Future.succeededFuture();
      Thread reader = new Thread(this::read, "stdin");
      reader.setDaemon(true);
      reader.start();
      return serving.compose(served -> host.bus().listen(node(number), this::hear));
    }

    private Future<IceConfig> answer() {
      return Future.succeededFuture(new IceConfig(List.of(), number));
    }

    private void hear(NodeMessage message) {
      say("heard " + ((NodeMessage.Fence) message).generation());
    }

    private void read() {
      try (var lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          List<String> words = List.of(line.split(" ", -1));
          context.runOnContext(now -> carryOut(words));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void carryOut(List<String> words) {
      switch (words.getFirst()) {
        case "send" -> send(Integer.parseInt(words.get(1)), Long.parseLong(words.get(2)));
        case "ask" -> ask();
        default -> throw new IllegalArgumentException(words.getFirst());
      }
    }

    private void send(int to, long generation) {
      host.bus()
          .send(
              node(to),
              new NodeMessage.Fence(new RoomName("room"), new SessionId("session-1"), generation));
    }

    private void ask() {
      host.bus()
          .ask(Service.ICE, new IceRequest(new SessionId("session-1"), null))
          .onSuccess(answer -> say("answered " + answer.expires()))
          .onFailure(failure -> say("unanswered " + ((Unanswered) failure).reason()));
    }

    private static void say(String line) {
      System.out.println("> " + line);
    }
  }
}
