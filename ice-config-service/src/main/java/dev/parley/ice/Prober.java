package dev.parley.ice;

import dev.parley.ice.domain.IceUri;
import dev.parley.ice.domain.Probe;
import dev.parley.ice.domain.Probe.Outcome;
import dev.parley.ice.domain.StunMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads the dialogue of a {@link Probe} over the network.
 *
 * <p><em>Threading:</em> one event loop.
 */
final class Prober {
  /**
   * RFC 8489, section 6.2.1: the first time to wait before a request is repeated; then twice it.
   */
  private static final long REPEAT_MS = 500;

  private final Vertx vertx;
  private final long timeoutMs;
  private final NetClient tcp;
  private final NetClient tls;

  Prober(Vertx vertx, Duration timeout, String trust) {
    this.vertx = vertx;
    this.timeoutMs = timeout.toMillis();
    NetClientOptions plain = new NetClientOptions().setConnectTimeout((int) timeoutMs);
    NetClientOptions secured =
        new NetClientOptions(plain).setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
    if (!trust.isEmpty()) {
      secured.setTrustOptions(new PemTrustOptions().addCertPath(trust));
    }
    this.tcp = vertx.createNetClient(plain);
    this.tls = vertx.createNetClient(secured);
  }

  /** Never fails, and completes within the time-out. */
  Future<Outcome> probe(IceUri server, Probe probe) {
    Dialogue dialogue = new Dialogue(probe);
    open(server, dialogue::heard, () -> dialogue.end(Outcome.UNREACHABLE))
        .onSuccess(dialogue::opened)
        .onFailure(failure -> dialogue.end(Outcome.UNREACHABLE));
    return dialogue.ended.future();
  }

  private Future<Wire> open(IceUri server, Consumer<byte[]> heard, Runnable broken) {
    return switch (server.kind()) {
      case STUN, TURN_UDP -> Wire.Datagrams.open(vertx, server, heard);
      case TURN_TCP -> Wire.Stream.open(tcp, server, heard, broken);
      case STUN_TLS, TURN_TLS -> Wire.Stream.open(tls, server, heard, broken);
    };
  }

  private final class Dialogue {
    private final Probe probe;
    private final Promise<Outcome> ended = Promise.promise();
    private final long deadline;
    private @Nullable Wire wire;

    /** How many different requests were made; the last one waits for its answer. */
    private int asks;

    Dialogue(Probe probe) {
      this.probe = probe;
      this.deadline = vertx.setTimer(timeoutMs, elapsed -> end(probe.silence()));
    }

    void opened(Wire open) {
      if (ended.future().isComplete()) {
        open.close();
        return;
      }
      wire = open;
      take(probe.begin());
    }

    void heard(byte[] bytes) {
      if (ended.future().isComplete()) {
        return;
      }
      StunMessage message;
      try {
        message = StunMessage.decode(bytes);
      } catch (IllegalArgumentException e) {
        return; // whoever sent that is not the server
      }
      take(probe.hear(message));
    }

    private void take(Probe.Step step) {
      switch (step) {
        case Probe.Step.Ask ask -> {
          asks++;
          send(ask.request(), asks, REPEAT_MS);
        }
        case Probe.Step.Wait wait -> {}
        case Probe.Step.End end -> end(end.outcome());
      }
    }

    /** Sends it, and again for as long as it is what waits for an answer. */
    private void send(byte[] request, int number, long pauseMs) {
      Wire open = wire;
      if (open == null || number != asks || ended.future().isComplete()) {
        return;
      }
      open.send(request);
      if (open.loses()) {
        vertx.setTimer(pauseMs, elapsed -> send(request, number, 2 * pauseMs));
      }
    }

    private void end(Outcome outcome) {
      if (ended.tryComplete(outcome)) {
        vertx.cancelTimer(deadline);
        if (wire != null) {
          wire.close();
        }
      }
    }
  }
}
