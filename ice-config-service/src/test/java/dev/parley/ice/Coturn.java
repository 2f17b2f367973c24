package dev.parley.ice;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real TURN server on loopback, in a process of its own. */
final class Coturn implements AutoCloseable {
  static final String SECRET = "north-secret-0123456789";

  private static final List<String> COMMAND =
      List.of(
          "turnserver",
          "--listening-ip=127.0.0.1",
          "--relay-ip=127.0.0.1",
          "--no-dtls",
          "--no-cli",
          "--no-multicast-peers",
          "--realm=parley.test",
          "--log-file=stdout",
          "--simple-log",
          "--pidfile=/dev/null");

  private final Path folder;
  private final Process process;
  final int port;
  final int tlsPort;

  private Coturn(Path folder, Process process, int port, int tlsPort) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    this.tlsPort = tlsPort;
  }

  static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "turnserver")));
  }

  /** One that takes credentials made with {@link #SECRET}. */
  static Coturn start() throws IOException {
    return start("--use-auth-secret", "--static-auth-secret=" + SECRET);
  }

  /** One with other arguments: how it knows its users. */
  static Coturn start(String... access) throws IOException {
    Path folder = Files.createTempDirectory("coturn");
    certify(folder);
    int port = freePort();
    int tlsPort = freePort();
    List<String> command = new ArrayList<>(COMMAND);
    command.addAll(List.of(access));
    command.addAll(
        List.of(
            "--listening-port=" + port,
            "--tls-listening-port=" + tlsPort,
            "--cert=" + folder.resolve("cert.pem"),
            "--pkey=" + folder.resolve("key.pem"),
            "--userdb=" + folder.resolve("users.db")));
    Process process = run(folder, command, "coturn.log");
    return new Coturn(folder, process, port, tlsPort);
  }

  /** For 127.0.0.1, signed by itself. */
  private static void certify(Path folder) throws IOException {
    List<String> openssl =
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1,DNS:localhost",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem");
    try {
      if (run(folder, openssl, "openssl.log").waitFor() != 0) {
        throw new IOException(Files.readString(folder.resolve("openssl.log")));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Process run(Path folder, List<String> command, String log) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log).toFile())
        .start();
  }

  /** Free for TCP and for UDP, as far as one can know. */
  static int freePort() throws IOException {
    try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DatagramSocket udp =
            new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
      return udp.getLocalPort();
    }
  }

  Path certificate() {
    return folder.resolve("cert.pem");
  }

  /** Like a server whose machine hangs: its ports are open, and nobody is there. */
  void freeze() throws IOException {
    signal("STOP");
  }

  void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  void kill() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
