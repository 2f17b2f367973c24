package dev.parley.allinone.client;

import dev.parley.protocol.RawJson;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all sessions said to each other and what was delivered, so that the two can be compared.
 *
 * <p>Threading: any.
 */
public class Ledger implements Listener {
  private record Pair(SessionId from, SessionId to) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int first = from.compareTo(other.from);
      return first != 0 ? first : to.compareTo(other.to);
    }
  }

  private final Map<Pair, List<String>> said = new TreeMap<>();
  private final Map<Pair, List<String>> delivered = new TreeMap<>();
  private final Set<SessionId> known = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();
  private int deliveries;

  @Override
  public synchronized void joined(ProtocolClient client, SessionId session) {
    known.add(session);
  }

  @Override
  public synchronized void offered(SessionId from, SessionId to, RawJson data) {
    List<String> all = said.computeIfAbsent(new Pair(from, to), pair -> new ArrayList<>());
    if (all.isEmpty()) {
      all.add(data.toString());
    }
  }

  public synchronized void said(SessionId from, SessionId to, RawJson data) {
    said.computeIfAbsent(new Pair(from, to), pair -> new ArrayList<>()).add(data.toString());
  }

  @Override
  public synchronized void delivered(SessionId to, ServerFrame.Signal signal) {
    deliveries++;
    List<String> all =
        delivered.computeIfAbsent(new Pair(signal.from(), to), pair -> new ArrayList<>());
    if (signal.seq() != all.size() + 1) {
      faults.add(signal.from() + " > " + to + ": " + signal.seq() + " after " + all.size());
    }
    all.add(signal.data().toString());
  }

  public synchronized int deliveries() {
    return deliveries;
  }

  /**
   * What is wrong: everything said between two sessions that are there must have been delivered
   * once and in order; between others no more than was said, from the first on.
   */
  public synchronized List<String> faults(Set<SessionId> present) {
    List<String> all = new ArrayList<>(faults);
    Set<Pair> pairs = new TreeSet<>(said.keySet());
    pairs.addAll(delivered.keySet());
    for (Pair pair : pairs) {
      List<String> spoken = said.getOrDefault(pair, List.of());
      List<String> heard = delivered.getOrDefault(pair, List.of());
      boolean complete = present.contains(pair.from()) && present.contains(pair.to());
      // Its own client never learnt of that session, so only its offers can have been heard.
      boolean unknown = !known.contains(pair.from());
      if (complete ? !heard.equals(spoken) : !unknown && !isStart(heard, spoken)) {
        all.add(pair + ": said " + spoken + ", delivered " + heard);
      }
      if (unknown && heard.size() > 1) {
        all.add(pair + ": heard of a session that nobody has: " + heard);
      }
    }
    return all;
  }

  private static boolean isStart(List<String> heard, List<String> spoken) {
    return heard.size() <= spoken.size() && heard.equals(spoken.subList(0, heard.size()));
  }
}
