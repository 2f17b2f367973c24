package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.RawBytes;
import dev.parley.allinone.client.RawSocket;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no client of ours would send: each meets its close code, or its status. */
class RawInputTest {
  private static final int ROUNDS = 3;
  private static final double BACK = 1.05;
  private static final double MB = 1 << 20;

  private static House house;

  @BeforeAll
  static void open() {
    house = House.open(Map.of());
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static Iterable<RawFrames.Case> frames() {
    return RawFrames.all();
  }

  private static Iterable<RawRequests.Case> requests() {
    return RawRequests.all();
  }

  @ParameterizedTest
  @MethodSource("frames")
  void framesMeetTheirCloseCode(RawFrames.Case frames) {
    assertEquals(frames.outcome(), outcome(frames));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestsMeetTheirStatus(RawRequests.Case requests) {
    assertEquals(requests.statuses(), statuses(requests));
  }

  private static String outcome(RawFrames.Case frames) {
    try (RawSocket raw = RawSocket.upgraded(house.port(0))) {
      return raw.say(frames.bytes()).say(RawBytes.LAST_PING).outcome();
    }
  }

  private static String statuses(RawRequests.Case requests) {
    try (RawSocket raw = RawSocket.open(house.port(0))) {
      return raw.say(requests.bytes()).statuses();
    }
  }

  @Test
  void heapIsBackWhenAllIsOver() {
    round();
    double before = LongStream.generate(RawInputTest::heapInUse).limit(ROUNDS).min().orElseThrow();
    for (int n = 0; n < ROUNDS; n++) {
      round();
    }
    // A socket that was closed is remembered for the 5 s that its client has to say so too.
    AtomicLong after = new AtomicLong();
    house.await(
        "the heap is back",
        () -> {
          after.set(heapInUse());
          return after.get() <= before * BACK;
        });
    System.out.printf(
        "heap %.1f MB, after %d rounds of raw input %.1f MB%n",
        before / MB, ROUNDS, after.get() / MB);
    assertTrue(house.isReady(0));
  }

  private static void round() {
    frames().forEach(RawInputTest::outcome);
    requests().forEach(RawInputTest::statuses);
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET", "GET / HTTP/1.1\r\nHost: x\r\n"})
  void whoDoesNotSayWhatItWantsIsCut(String said) {
    try (House hasty = House.open(Map.of("PARLEY_HANDSHAKE_TIMEOUT", "200ms"));
        RawSocket raw = RawSocket.open(hasty.port(0))) {
      assertEquals("cut", raw.say(RawBytes.ascii(said)).statuses());
    }
  }

  @Test
  void whoSaysItTooSlowlyIsCutToo() {
    try (House hasty = House.open(Map.of("PARLEY_HANDSHAKE_TIMEOUT", "500ms"));
        RawSocket raw = RawSocket.open(hasty.port(0))) {
      raw.say(RawBytes.ascii("GET / HTTP/1.1\r\nHost: ")).trickle();
    }
  }

  /** RFC 6455, section 4.1: a client waits for the answer. */
  @Test
  void framesBeforeTheHandshakeIsAnsweredEndTheConnection() {
    try (RawSocket raw = RawSocket.open(house.port(0))) {
      raw.say(RawBytes.joined(RawBytes.upgrade(""), RawBytes.LAST_PING));
      assertTrue(raw.head().startsWith("HTTP/1.1 101"));
      assertEquals("1006", raw.outcome());
    }
  }

  @Test
  void anAddressThatAsksForTooManySocketsWaits() {
    try (House strict = House.open(Map.of("PARLEY_HANDSHAKES_PER_SECOND", "1"))) {
      List<String> statuses =
          IntStream.range(0, 40).mapToObj(n -> answerToUpgrade(strict.port(0))).toList();
      assertTrue(Set.of("101", "429").containsAll(statuses), statuses::toString);
      assertEquals(Collections.nCopies(10, "101"), statuses.subList(0, 10));
      assertTrue(statuses.contains("429"), statuses::toString);
    }
  }

  private static String answerToUpgrade(int port) {
    try (RawSocket raw = RawSocket.open(port)) {
      return raw.say(RawBytes.upgrade("")).head().split(" ", 3)[1];
    }
  }

  @Test
  void compressionIsNotGranted() {
    try (RawSocket raw = RawSocket.open(house.port(0))) {
      raw.say(RawBytes.upgrade("Sec-WebSocket-Extensions: permessage-deflate; x\r\n"));
      assertFalse(raw.head().toLowerCase(Locale.ROOT).contains("extensions"));
    }
  }
}
