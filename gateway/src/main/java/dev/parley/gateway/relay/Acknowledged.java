package dev.parley.gateway.relay;

import dev.parley.protocol.bus.RoomRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a session said of itself in the last 10 s, and was acknowledged. A store may turn out to
 * have lost writes after it took such a word; what is made of its room and of what gateways know
 * may then be without it.
 *
 * <p><em>Threading:</em> one thread.
 */
final class Acknowledged {
  private static final long LIFE_NANOS = 10_000_000_000L;
  private static final int MOST = 64;

  private record Word(RoomRequest.Update update, long since) {}

  private final Deque<Word> words = new ArrayDeque<>();

  void note(RoomRequest.Update update, long now) {
    words.add(new Word(update, now));
    while (words.size() > MOST) {
      words.remove();
    }
  }

  /** To be said again, in this order; each counts once, however often it is said. */
  List<RoomRequest.Update> recent(long now) {
    words.removeIf(word -> now - word.since() > LIFE_NANOS);
    return words.stream().map(Word::update).toList();
  }
}
