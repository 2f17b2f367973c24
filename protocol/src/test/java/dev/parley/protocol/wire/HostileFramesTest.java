package dev.parley.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Frames of 64 KiB that were made to cost time. What each costs is printed, and not asserted. */
class HostileFramesTest {
  private static final int ROUNDS = 20;

  @Test
  void frameOfAnyKindIsJudgedAndNothingElseIsThrown() {
    hostile()
        .forEach((name, text) -> {
          byte[] frame = text.getBytes(UTF_8);
          assertTrue(frame.length > 50_000 && frame.length <= 65_536, name + frame.length);
          long best = Long.MAX_VALUE;
          String verdict = "";
          for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            verdict = verdict(frame);
            best = Math.min(best, System.nanoTime() - start);
          }
          System.out.printf("%-28s %7.3f ms  %s%n", name, best / 1e6, verdict);
        });
  }

  private static String verdict(byte[] frame) {
    try {
      return FrameCodec.CLIENT.decode(frame).type();
    } catch (BadFrame e) {
      return e.code().word();
    }
  }

  private static Map<String, String> hostile() {
    Map<String, String> frames = new LinkedHashMap<>();
    frames.put("many names", names(i -> "_" + Integer.toString(i, 36)));
    frames.put("names of one String hash", names(i -> twins(i, "Aa", "BB")));
    frames.put("names of one 33-hash", names(i -> twins(i, "ab", "bA")));
    frames.put("deep arrays", ping("[".repeat(32_000) + "]".repeat(32_000)));
    frames.put("empty arrays", ping("[" + "[],".repeat(21_000) + "[]]"));
    frames.put("nested objects", ping("[" + "{\"a\":{}},".repeat(7_000) + "{}]"));
    frames.put("numbers of 39 digits", ping("[" + ("1".repeat(39) + ",").repeat(1_600) + "1]"));
    frames.put("a number of 65,000 digits", ping("1".repeat(65_000)));
    frames.put("an exponent of 65,000 digits", ping("1e" + "1".repeat(65_000)));
    frames.put("escapes", ping("\"" + "\\u00e9".repeat(10_000) + "\""));
    frames.put("space", ping(" ".repeat(65_000) + "1"));
    frames.put("a long type", "{\"type\":\"" + "é".repeat(32_000) + "\"}");
    frames.put("a long id", "{\"type\":\"ice\",\"id\":\"" + "a".repeat(65_000) + "\"}");
    frames.put("many capabilities", join("capabilities", list("\"a\"", 16_000)));
    frames.put("many offers", join("offers", list("{\"id\":\"a\",\"data\":{}}", 2_900)));
    frames.put(
        "a profile of one hash", join("profile", "{" + fields(i -> twins(i, "Aa", "BB")) + "}"));
    frames.put("a long room", join("room", "\"" + "a".repeat(65_000) + "\""));
    return frames;
  }

  private static String ping(String value) {
    return "{\"type\":\"ping\",\"n\":1,\"x\":" + value + "}";
  }

  private static String join(String field, String value) {
    String room = field.equals("room") ? "" : ",\"room\":\"r\"";
    return "{\"type\":\"join\",\"id\":\"j1\",\"instance\":\"fQ2mS9aK1xTz\",\"generation\":1"
        + room
        + (",\"" + field + "\":" + value + "}");
  }

  private static String list(String value, int times) {
    return "[" + (value + ",").repeat(times - 1) + value + "]";
  }

  private static String names(IntFunction<String> name) {
    return "{\"type\":\"ping\",\"n\":1," + fields(name) + "}";
  }

  private static String fields(IntFunction<String> name) {
    List<String> fields = new ArrayList<>();
    int length = 0;
    for (int i = 0; length < 65_000; i++) {
      String field = "\"" + name.apply(i) + "\":1";
      length += field.length() + 1;
      fields.add(field);
    }
    return String.join(",", fields);
  }

  /** The bits of a number, written with two words of one hash: so all of these have one hash. */
  private static String twins(int number, String zero, String one) {
    return IntStream.range(0, 12)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? zero : one)
        .collect(Collectors.joining());
  }
}
