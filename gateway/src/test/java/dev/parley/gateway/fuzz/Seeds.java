package dev.parley.gateway.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.gateway.relay.TicketInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where fuzzing starts: the golden vectors of both directions, the messages of the bus and the
 * tokens in {@code src/test/fuzz}, and a ticket. An input that was found to fail goes to {@code
 * src/test/fuzz} too.
 */
final class Seeds {
  private static final Path VECTORS = Path.of("../protocol/vectors");
  private static final Path OWN = Path.of("src/test/fuzz");

  /** {@code {"alg":"ES256"}}, {@code {"sub":"a","aud":"b","exp":1}} and a signature. */
  private static final String TOKEN =
      "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIiwiYXVkIjoiYiIsImV4cCI6MX0.AAAA";

  private Seeds() {}

  static List<byte[]> all() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path file : files(VECTORS.resolve("client/valid"))) {
      seeds.add(chosen('c', Files.readAllBytes(file)));
    }
    for (Path file : files(VECTORS.resolve("server/valid"))) {
      seeds.add(chosen('s', Files.readAllBytes(file)));
    }
    for (Path file : files(OWN)) {
      seeds.add(Files.readAllBytes(file));
    }
    seeds.add(chosen('t', TicketInputs.seed()));
    seeds.add(chosen('j', TOKEN.getBytes(US_ASCII)));
    return seeds;
  }

  /** Writes them into an empty folder, one a file. */
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path old : files(folder)) {
      Files.delete(old);
    }
    List<byte[]> seeds = all();
    for (int n = 0; n < seeds.size(); n++) {
      Files.write(folder.resolve("seed-" + n), seeds.get(n));
    }
    return folder;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static byte[] chosen(char decoder, byte[] rest) {
    byte[] input = new byte[rest.length + 1];
    input[0] = (byte) decoder;
    System.arraycopy(rest, 0, input, 1, rest.length);
    return input;
  }
}
