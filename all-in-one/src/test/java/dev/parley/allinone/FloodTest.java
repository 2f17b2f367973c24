package dev.parley.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.RawBytes;
import dev.parley.allinone.client.RawSocket;
import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.FrameCodec;
import dev.parley.protocol.wire.ServerFrame;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever says too much, or reads too little, harms nobody else. Times are printed, not judged; 20
 * readers stall, or 100 with VERIFY_LONG.
 */
class FloodTest {
  private static final int EACH_SECOND = 10_000;
  private static final int AT_ONCE = 100;
  private static final int KINDS = 4;
  private static final int SIGNALS = 300;
  private static final int READERS = System.getenv("VERIFY_LONG") == null ? 20 : 100;
  private static final int BETWEEN_LOOKS = 10;
  private static final int KB = 1024;
  private static final int MB = KB * KB;
  private static final int MOST_HEAP = 50 * MB;
  private static final String LARGE = "{\"x\":\"" + "y".repeat(60 * KB) + "\"}";
  private static final String FORGED =
      "{\"type\":\"resume\",\"id\":\"r\",\"instance\":\"instance-1\",\"generation\":2,"
          + "\"ticket\":\"1.00000000.AAAA\",\"have\":{\"incarnation\":\"0123456789abcdef\",\"rev\":1}}";
  private static final double NANOS_PER_MS = 1e6;

  private House house;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void oneWhoFloodsTakesNothingFromOthers() throws InterruptedException {
    house = House.open(Map.of());
    TestSocket ada = house.socket(0);
    TestSocket bob = house.socket(0);
    Say.joined(ada, "ada");
    ServerFrame.Joined b = Say.joined(bob, "bob");
    times(ada, bob, b, 1);
    long[] before = times(ada, bob, b, SIGNALS + 1);

    AtomicBoolean enough = new AtomicBoolean();
    AtomicLong said = new AtomicLong();
    Thread abuser = Thread.ofPlatform().start(() -> flood(enough, said));
    long[] during;
    try {
      during = times(ada, bob, b, 2 * SIGNALS + 1);
    } finally {
      enough.set(true);
      abuser.join();
    }
    System.out.printf(
        "a signal and its answer: p50 %.2f ms undisturbed, %.2f ms beside %d frames of one abuser;"
            + " 0 of %d lost%n",
        median(before), median(during), said.get(), SIGNALS);
    assertTrue(said.get() > 0);
  }

  /** How long each signal takes there and its acknowledgement back; none is lost. */
  private static long[] times(TestSocket from, TestSocket to, ServerFrame.Joined peer, int first) {
    long[] times = new long[SIGNALS];
    for (int n = 0; n < SIGNALS; n++) {
      long start = System.nanoTime();
      from.send(Say.signal(peer.session(), first + n, "{}"));
      ServerFrame.Signal signal = to.expect(ServerFrame.Signal.class);
      assertEquals(first + n, signal.seq());
      to.send(new ClientFrame.Ack(List.of(new ClientFrame.Ack.To(signal.from(), 1, first + n))));
      from.expect(ServerFrame.Ack.class);
      times[n] = System.nanoTime() - start;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10)); // 100 a second are no flood
    }
    return times;
  }

  private static double median(long[] times) {
    return Arrays.stream(times).sorted().skip(times.length / 2).findFirst().orElseThrow()
        / NANOS_PER_MS;
  }

  /** Ten thousand frames a second, again on a new socket where it is closed. */
  private void flood(AtomicBoolean enough, AtomicLong said) {
    byte[] frames =
        RawBytes.joined(
            RawBytes.text("{\"type\":\"ping\",\"n\":1}"),
            RawBytes.text("{\"type\":\"telepathy\"}"),
            RawBytes.text("{\"type\":\"ack\",\"acks\":[]}"),
            RawBytes.text(FORGED));
    byte[] many =
        RawBytes.joined(Collections.nCopies(AT_ONCE / KINDS, frames).toArray(byte[][]::new));
    long next = System.nanoTime();
    while (!enough.get()) {
      try (RawSocket raw = RawSocket.upgraded(house.port(0))) {
        while (!enough.get() && raw.isOpen()) {
          raw.say(many);
          said.addAndGet(AT_ONCE);
          next += TimeUnit.SECONDS.toNanos(1) * AT_ONCE / EACH_SECOND;
          LockSupport.parkNanos(next - System.nanoTime());
        }
      }
    }
  }

  @Test
  void readersThatStallCostLittleAndAreAllClosed() {
    house = House.open(Map.of("PARLEY_SIGNALS_PER_SECOND", "100000", "PARLEY_SILENCE", "5m"));
    List<RawSocket> readers = new ArrayList<>();
    List<TestSocket> senders = new ArrayList<>();
    List<SessionId> sessions = new ArrayList<>();
    for (int n = 0; n < READERS; n++) {
      RoomName room = new RoomName("room-" + n);
      RawSocket reader = RawSocket.upgraded(RawSocket.narrow(house.port(0)));
      reader.say(frameOf(Say.join(room, "reader")));
      readers.add(reader);
      sessions.add(decoded(reader.nextText()).session());
      TestSocket sender = house.socket(0);
      sender.send(Say.join(room, "sender"));
      sender.expect(ServerFrame.Joined.class);
      senders.add(sender);
    }
    long before = heap();
    long start = System.nanoTime();
    long most = before;
    for (int seq = 1; closed() < READERS; seq++) {
      assertTrue(seq < 10_000, "only " + closed() + " are closed");
      for (int n = 0; n < READERS; n++) {
        senders.get(n).send(Say.signal(sessions.get(n), seq, LARGE));
      }
      house.await("all is on its way", senders.getFirst()::isDrained);
      if (seq % BETWEEN_LOOKS == 0) {
        most = Math.max(most, heap());
      }
    }
    System.out.printf(
        "%d stalled readers: heap +%.1f MB at most, all closed after %.0f ms%n",
        READERS, (most - before) / (double) MB, (System.nanoTime() - start) / NANOS_PER_MS);
    assertTrue(most - before < MOST_HEAP, "heap + " + (most - before));
    readers.forEach(RawSocket::close);
  }

  private static byte[] frameOf(ClientFrame frame) {
    return RawBytes.text(new String(FrameCodec.encode(frame), UTF_8));
  }

  private static ServerFrame.Joined decoded(String text) {
    try {
      return (ServerFrame.Joined) FrameCodec.SERVER.decode(text.getBytes(UTF_8));
    } catch (BadFrame e) {
      throw new AssertionError(text, e);
    }
  }

  private double closed() {
    var counter = house.meters(0).find("parley.gateway.closes").tag("code", "4011").counter();
    return counter == null ? 0 : counter.count();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
