package dev.parley.allinone;

import static dev.parley.allinone.client.RawBytes.ascii;
import static dev.parley.allinone.client.RawBytes.frame;
import static dev.parley.allinone.client.RawBytes.joined;
import static dev.parley.allinone.client.RawBytes.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** What an abuser says on a WebSocket, and what comes of it: see {@link RawInputTest}. */
final class RawFrames {
  private static final String PING = "{\"type\":\"ping\",\"n\":1}";
  private static final int FIN = 0x80;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int WS_PING = 9;
  private static final int WS_PONG = 10;

  /**
   * @param outcome in the words of {@code RawSocket.outcome}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(String name, byte[] bytes, String outcome) {
    @Override
    public String toString() {
      return name + ": " + outcome;
    }
  }

  private final Map<String, Case> cases = new LinkedHashMap<>();

  private RawFrames() {
    reserved();
    control();
    closes();
    fragments();
    lengths();
    content();
  }

  static Iterable<Case> all() {
    return new RawFrames().cases.values();
  }

  private void add(String name, String outcome, byte[]... parts) {
    if (cases.put(name, new Case(name, joined(parts), outcome)) != null) {
      throw new IllegalArgumentException(name);
    }
  }

  private void reserved() {
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      add("opcode " + opcode, "1002", frame(FIN | opcode, ascii(PING)));
    }
    add("RSV1", "1002", frame(FIN | 0x40 | TEXT, ascii(PING)));
    add("RSV2", "1002", frame(FIN | 0x20 | TEXT, ascii(PING)));
    add("RSV3", "1002", frame(FIN | 0x10 | TEXT, ascii(PING)));
    add("RSV1 on a ping", "1002", frame(FIN | 0x40 | WS_PING, ascii("a")));
    add("all bits", "1002", frame(0xff, ascii(PING)));
    add("not masked", "1002", new byte[] {(byte) 0x81, 0x15}, ascii(PING));
    add("a ping not masked", "1002", new byte[] {(byte) 0x89, 1, 'a'});
    add("a close not masked", "1002", new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8});
    add("a deflate bomb", "1002", frame(FIN | 0x40 | TEXT, bomb()));
  }

  /** 16 MB of spaces in some 16 KB. */
  private static byte[] bomb() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(out, new Deflater(9, true), true)) {
      byte[] spaces = " ".repeat(1 << 16).getBytes(UTF_8);
      for (int i = 0; i < 256; i++) {
        deflate.write(spaces);
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void control() {
    add("a ping of 125 bytes", "alive", frame(FIN | WS_PING, new byte[125]));
    add("a ping of 126 bytes", "1002", frame(FIN | WS_PING, new byte[126]));
    add("a ping of 64 KB", "1002", frame(FIN | WS_PING, new byte[65_536]));
    add("a pong of 126 bytes", "1002", frame(FIN | WS_PONG, new byte[126]));
    add("a pong that nobody asked for", "alive", frame(FIN | WS_PONG, ascii("x")));
    add("a fragmented ping", "1002", frame(WS_PING, ascii("a")));
    add("a fragmented pong", "1002", frame(WS_PONG, ascii("a")));
    add("a fragmented close", "1002", frame(CLOSE, new byte[] {3, (byte) 0xe8}));
    byte[][] many = new byte[20_000][];
    Arrays.fill(many, frame(FIN | WS_PING, new byte[125]));
    add("a ping flood", "too-large 4050", many);
    Arrays.fill(many, frame(FIN | WS_PONG, new byte[0]));
    add("a pong flood", "too-large 4050", many);
  }

  private void closes() {
    for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 2999}) {
      add("close " + code, "1002", close(code));
    }
    add("close 1000", "1000", close(1000));
    add("close 3000", "3000", close(3000));
    add("close 4999", "4999", close(4999));
    add("close 5000", "5000", close(5000));
    add("close without a code", "1000", frame(FIN | CLOSE, new byte[0]));
    add("close with half a code", "1002", frame(FIN | CLOSE, new byte[] {3}));
    add("close of 126 bytes", "1002", frame(FIN | CLOSE, new byte[126]));
    add(
        "close with a reason in bad UTF-8",
        "1007",
        frame(FIN | CLOSE, new byte[] {3, (byte) 0xe8, (byte) 0xc3, 0x28}));
    add("frames after a close", "1000", close(1000), text(PING), text(PING));
  }

  private static byte[] close(int code) {
    return frame(FIN | CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
  }

  private void fragments() {
    add("a continuation of nothing", "1002", frame(FIN, ascii(PING)));
    add("text within text", "1002", frame(TEXT, ascii("{")), text(PING));
    add("binary within text", "1002", frame(TEXT, ascii("{")), frame(FIN | BINARY, ascii("x")));
    add(
        "a ping within text",
        "alive",
        frame(TEXT, ascii(PING.substring(0, 5))),
        frame(FIN | WS_PING, ascii("a")),
        frame(FIN, ascii(PING.substring(5))));
    byte[][] letters = new byte[PING.length()][];
    for (int i = 0; i < letters.length; i++) {
      int first = i == 0 ? TEXT : i == letters.length - 1 ? FIN : 0;
      letters[i] = frame(first, ascii(PING.substring(i, i + 1)));
    }
    add("a fragment a letter", "alive", letters);
    byte[][] empty = new byte[20_000][];
    Arrays.fill(empty, frame(0, new byte[0]));
    add("empty fragments without end", "too-large 4050", frame(TEXT, ascii(" ")), joined(empty));
    byte[] part = " ".repeat(4_096).getBytes(UTF_8);
    byte[][] parts = new byte[17][];
    Arrays.fill(parts, frame(0, part));
    add("fragments of 68 KB", "too-large 4050", frame(TEXT, part), joined(parts));
  }

  private void lengths() {
    String space = " ".repeat(Limits.CLIENT_FRAME - PING.length());
    add("64 KB", "alive", text(PING + space));
    add("64 KB and a byte", "too-large 4050", text(PING + space + " "));
    add("128 KB and a byte", "1009", text(" ".repeat(2 * Limits.CLIENT_FRAME + 1)));
    add("2 GB are announced", "1009", head("81 ff 00 00 00 00 7f ff ff ff 00 00 00 00"));
    add("8 EB are announced", "1009", head("81 ff 7f ff ff ff ff ff ff ff 00 00 00 00"));
    add(
        "less than nothing is announced",
        "1002",
        head("81 ff ff ff ff ff ff ff ff ff 00 00 00 00"));
    add("a short length in 16 bits", "1002", head("81 fe 00 05 00 00 00 00 20 20 20 20 20"));
    add("a short length in 64 bits", "1002", head("81 ff 00 00 00 00 00 00 00 01 00 00 00 00 20"));
  }

  private static byte[] head(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex);
  }

  private void content() {
    add("binary", "bad-frame 4041", frame(FIN | BINARY, ascii(PING)));
    add("nothing", "bad-frame 4041", text(""));
    add("bad UTF-8", "bad-frame 4041", frame(FIN | TEXT, head("7b 22 c3 28 22 3a 31 7d")));
    add("a lone surrogate", "bad-frame 4041", frame(FIN | TEXT, head("22 ed a0 80 22")));
    byte[] euro = "{\"type\":\"ping\",\"n\":1,\"x\":\"€\"}".getBytes(UTF_8);
    int middle = euro.length - 4;
    add(
        "a letter over two fragments",
        "alive",
        frame(TEXT, Arrays.copyOf(euro, middle)),
        frame(FIN, Arrays.copyOfRange(euro, middle, euro.length)));
    add(
        "half a letter at the end of two fragments",
        "bad-frame 4041",
        frame(TEXT, ascii("\"")),
        frame(FIN, head("e2 82")));
    add("NUL", "bad-frame 4041", text("{\"type\":\"ping\",\"n\":1}\0"));
    add("a byte order mark", "bad-frame 4041", text("\uFEFF" + PING));
  }
}
