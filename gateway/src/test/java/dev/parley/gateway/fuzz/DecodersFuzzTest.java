package dev.parley.gateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every decoder bears whatever it is given: the seeds, and what Jazzer makes of them in a process
 * of its own (so that nothing of it meets our JUnit): 20,000 inputs, or with VERIFY_LONG 10 million
 * in at most an hour; the first 20 s of them, or the hour, where the machine is slow. What fails is
 * left in {@code target/fuzz}.
 */
class DecodersFuzzTest {
  private static final boolean IS_LONG = System.getenv("VERIFY_LONG") != null;
  private static final int INPUTS = IS_LONG ? 10_000_000 : 20_000;
  private static final int MOST_SECONDS = IS_LONG ? 3_600 : 20;
  private static final long PATIENCE_SECONDS = 7_200;
  private static final long SEED = 20261123;
  private static final Path FOLDER = Path.of("target/fuzz").toAbsolutePath();
  private static final Pattern TOTALS =
      Pattern.compile(DecodersFuzz.TOTALS + "(\\d+) inputs, (\\d+) taken");

  @Test
  void noSeedFailsAndEachDecoderTakesSome() throws Throwable {
    Set<Byte> taken = new HashSet<>();
    for (byte[] seed : Seeds.all()) {
      if (Decoders.judge(seed)) {
        taken.add(seed[0]);
      }
    }
    assertEquals(Set.copyOf(Decoders.ALL.chars().mapToObj(each -> (byte) each).toList()), taken);
  }

  @Test
  @Timeout(2 * PATIENCE_SECONDS)
  void noInputFailsOrCostsMuch() throws IOException, InterruptedException {
    Path seeds = Seeds.write(FOLDER.resolve("seeds"));
    Path log = FOLDER.resolve("log");
    ProcessBuilder jazzer = new ProcessBuilder(command(seeds)).redirectErrorStream(true);
    Process process = jazzer.directory(FOLDER.toFile()).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(log, ISO_8859_1);
    String end = String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    assertEquals(0, process.exitValue(), end);
    Matcher totals = TOTALS.matcher(end);
    assertTrue(totals.find(), end);
    assertTrue(Long.parseLong(totals.group(2)) > 0, end);
    lines.stream()
        .filter(line -> line.startsWith(DecodersFuzz.TOTALS))
        .forEach(System.out::println);
  }

  private static List<String> command(Path seeds) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx512m",
            IS_LONG ? "-XX:TieredStopAtLevel=4" : "-XX:TieredStopAtLevel=1",
            "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + DecodersFuzz.class.getName());
    command.add("--instrumentation_includes=dev.parley.**");
    command.add("--reproducer_path=" + FOLDER);
    command.add("-artifact_prefix=" + FOLDER + "/");
    command.add("-runs=" + INPUTS);
    command.add("-max_total_time=" + MOST_SECONDS);
    command.add("-max_len=" + (Limits.CLIENT_FRAME + 2));
    command.add("-seed=" + SEED);
    command.add(seeds.toString());
    return command;
  }
}
