package dev.parley.runtime;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Nodes of one cluster in this JVM, each with a Vert.x and a bus of its own. */
final class TestCluster implements AutoCloseable {

  static final String NAME = "a name that nobody guesses";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A node that has joined. */
  record Node(
      ClusterMember member, Vertx vertx, Bus bus, SimpleMeterRegistry meters, AtomicBoolean lost) {

    double count(String counter) {
      return meters.counter(counter).count();
    }
  }

  private final List<Integer> ports;
  private final List<Node> nodes = new ArrayList<>();

  /** A cluster that up to so many nodes may join. */
  TestCluster(int size) {
    Logs.quietCluster();
    ports = freePorts(size);
  }

  Node join() {
    return join(settings(NAME, nodes.size()));
  }

  Node join(ClusterSettings settings) {
    AtomicBoolean lost = new AtomicBoolean();
    ClusterMember member = new ClusterMember(settings, () -> lost.set(true));
    Vertx vertx = Cluster.join(settings, member);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    await(vertx.deployVerticle(new RollCall(member, settings.check(), meters)));
    Bus bus = new VertxBus(vertx, new BusSettings(Duration.ofSeconds(2), 100), meters);
    Node node = new Node(member, vertx, bus, meters, lost);
    nodes.add(node);
    return node;
  }

  ClusterSettings settings(String name, int index) {
    return new ClusterSettings(
        ClusterSettings.Mode.MEMBERS,
        name,
        ports.stream().map(port -> "127.0.0.1:" + port).toList(),
        "",
        ports.get(index),
        "127.0.0.1",
        0,
        PATIENCE,
        Duration.ofSeconds(30),
        Duration.ofMillis(100),
        Duration.ZERO);
  }

  @Override
  public void close() {
    nodes.reversed().forEach(node -> await(node.vertx().close()));
  }

  static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
