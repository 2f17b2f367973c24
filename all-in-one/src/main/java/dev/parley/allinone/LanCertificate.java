package dev.parley.allinone;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A self-signed certificate for the addresses of this machine, made by the JDK's own {@code
 * keytool} and kept in memory alone. Browsers open camera and microphone only over HTTPS.
 */
final class LanCertificate {
  private static final String VALID_DAYS = "30";
  private static final long PATIENCE_SECONDS = 30;

  private LanCertificate() {}

  /**
   * Makes a certificate. Blocks.
   *
   * @throws IllegalStateException if this Java has no keytool, or it fails
   */
  static PfxOptions make(List<String> addresses) {
    String password = Secrets.random();
    try {
      Path folder = Files.createTempDirectory("parley");
      Path store = folder.resolve("lan.p12");
      try {
        run(keytool(store, addresses), password);
        Buffer content = Buffer.buffer(Files.readAllBytes(store));
        return new PfxOptions().setValue(content).setPassword(password);
      } finally {
        Files.deleteIfExists(store);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new IllegalStateException("no certificate could be made: " + e.getMessage(), e);
    }
  }

  private static List<String> keytool(Path store, List<String> addresses) {
    String names =
        Stream.concat(
                Stream.of("dns:localhost", "ip:127.0.0.1"), addresses.stream().map("ip:"::concat))
            .collect(Collectors.joining(","));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "parley",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-sigalg",
        "SHA256withECDSA",
        "-validity",
        VALID_DAYS,
        "-dname",
        "CN=Parley on this network",
        "-ext",
        "san=" + names,
        "-ext",
        "eku=serverAuth",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass:env",
        "PARLEY_KEYTOOL");
  }

  private static void run(List<String> command, String password) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PARLEY_KEYTOOL", password);
    Process process = builder.start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("keytool could not make a certificate: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
