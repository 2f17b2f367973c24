package dev.parley.gateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.parley.gateway.relay.TicketInputs;
import dev.parley.gateway.tokens.TokenInputs;
import dev.parley.protocol.bus.BusCodec;
import dev.parley.protocol.bus.Following;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.bus.RoomAnswer;
import dev.parley.protocol.bus.RoomRequest;
import dev.parley.protocol.wire.BadFrame;
import dev.parley.protocol.wire.Frame;
import dev.parley.protocol.wire.FrameCodec;
import java.util.Arrays;

/**
 * Everything that reads what others wrote, for the fuzzer: the first byte of an input chooses the
 * decoder, the rest is what it reads. What is read is written again, and must be read as the same.
 */
final class Decoders {
  /** The bytes that choose a decoder: one each. */
  static final String ALL = "csnqawviftjp";

  private Decoders() {}

  /**
   * Judges one input.
   *
   * @return whether the decoder took it
   * @throws Throwable if the decoder fails in a way that it does not declare, or reads what it
   *     wrote itself as something else
   */
  static boolean judge(byte[] input) throws Throwable {
    if (input.length == 0) {
      return false;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    return switch (input[0]) {
      case 'c' -> frame(FrameCodec.CLIENT, rest);
      case 's' -> frame(FrameCodec.SERVER, rest);
      case 'n' -> nodeMessage(rest);
      case 'q' -> message(rest, RoomRequest.class);
      case 'a' -> message(rest, RoomAnswer.class);
      case 'w' -> message(rest, PresenceRequest.class);
      case 'v' -> message(rest, PresenceAnswer.class);
      case 'i' -> message(rest, IceRequest.class);
      case 'f' -> message(rest, Following.class);
      case 't' -> TicketInputs.judge(rest);
      case 'j' -> TokenInputs.judge(rest);
      case 'p' -> TokenInputs.judgeParts(rest);
      default -> false;
    };
  }

  private static <F extends Frame> boolean frame(FrameCodec<F> codec, byte[] text) throws BadFrame {
    F frame;
    try {
      frame = codec.decode(text);
    } catch (BadFrame refused) {
      return refused.toError().message().isEmpty();
    }
    same(frame, codec.decode(FrameCodec.encode(frame)));
    return true;
  }

  /** By its contract whatever is no message is a RuntimeException, which ends with the message. */
  private static boolean nodeMessage(byte[] bytes) {
    NodeMessage message;
    try {
      message = BusCodec.decodeNodeMessage(bytes);
    } catch (RuntimeException refused) {
      return false;
    }
    byte[] written = BusCodec.encode(message);
    byte[] again = BusCodec.encode(BusCodec.decodeNodeMessage(written));
    same(new String(written, ISO_8859_1), new String(again, ISO_8859_1));
    return true;
  }

  private static <T> boolean message(byte[] bytes, Class<T> type) {
    T message;
    try {
      message = BusCodec.decode(bytes, type);
    } catch (RuntimeException refused) {
      return false;
    }
    same(message, BusCodec.decode(BusCodec.encode(message), type));
    return true;
  }

  private static void same(Object once, Object again) {
    if (!once.equals(again)) {
      throw new AssertionError(once + " became " + again);
    }
  }
}
