package dev.parley.survival;

import dev.parley.allinone.client.Crowd;
import dev.parley.allinone.client.Ledger;
import dev.parley.allinone.client.ProtocolClient;
import dev.parley.protocol.Json;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SignalKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Exchanges as two browsers have them until media flows: an offer and candidates, an answer and
 * candidates, the word that it is connected. Before an answer, a browser is busy for a while.
 *
 * <p>Everything said is in the {@link Ledger} too.
 *
 * <p>Threading: the loop of the crowd.
 */
final class Negotiations extends Ledger {
  /** What a browser takes to make a description. */
  private static final long BUSY_MS = 30;

  private static final int TOLD = 600;

  /** One exchange; its end is 0 until it has come. */
  static final class Negotiation {
    private final int number;
    private final ProtocolClient caller;
    private final ProtocolClient callee;
    private final long start = System.nanoTime();
    private long end;

    Negotiation(int number, ProtocolClient caller, ProtocolClient callee) {
      this.number = number;
      this.caller = caller;
      this.callee = callee;
    }

    boolean isOver() {
      return end != 0;
    }

    /** In ns. */
    long duration() {
      return end - start;
    }

    boolean isAt(ParleyProcess gateway) {
      return Meeting.isAt(gateway, caller) || Meeting.isAt(gateway, callee);
    }
  }

  /** What is said, in this order. */
  private enum Step {
    OFFER(SignalKind.DESCRIPTION),
    CANDIDATES(SignalKind.CANDIDATES),
    ANSWER(SignalKind.DESCRIPTION),
    ANSWERED_CANDIDATES(SignalKind.CANDIDATES),
    CONNECTED(SignalKind.APP);

    private final SignalKind kind;

    Step(SignalKind kind) {
      this.kind = kind;
    }
  }

  /** What happened; it costs nothing to keep, and is put into words for those who ask. */
  private record Told(Instant at, String format, List<Object> values) {
    @Override
    public String toString() {
      return at + " " + format.formatted(values.toArray());
    }
  }

  private final List<Negotiation> all = new ArrayList<>();
  private final List<String> unsaid = new ArrayList<>();
  private Crowd crowd;
  private final Set<SessionId> away = new TreeSet<>();
  private final List<Told> story = new ArrayList<>();
  private final Times back = new Times();
  private long died;
  private int degraded;
  private final Set<SessionId> sessions = new TreeSet<>();

  /** Who talks; before anything is said. */
  void among(Crowd everybody) {
    crowd = everybody;
  }

  @Override
  public synchronized void joined(ProtocolClient client, SessionId session) {
    super.joined(client, session);
    sessions.add(session);
    tell("%s has joined", client.toString());
  }

  @Override
  public synchronized void moved(ProtocolClient client, List<RoomOp> ops) {
    for (RoomOp op : ops) {
      if (op instanceof RoomOp.Away gone) {
        away.add(gone.member().session());
        tell("%s sees %s", client.toString(), op);
      }
    }
  }

  @Override
  public synchronized void resumed(ProtocolClient client, ServerFrame.Resumed resumed) {
    if (died != 0) {
      back.add(System.nanoTime() - died);
    }
    tell("%s has resumed: %s", client.toString(), resumed);
    if (Boolean.TRUE.equals(resumed.degraded())) {
      degraded++;
    }
  }

  private void tell(String format, Object... values) {
    story.add(new Told(Instant.now(), format, List.of(values)));
  }

  @Override
  public synchronized void lost(ProtocolClient client, int code) {
    tell("%s has lost its socket by %d", client.toString(), code);
  }

  /** From now on all are in; what befell them on their way in does not count. */
  synchronized void begin() {
    away.clear();
    story.clear();
  }

  /** All that happened. */
  String story() {
    return story.stream().map(Told::toString).collect(Collectors.joining("\n"));
  }

  /** What happened to a session, for those who wonder. */
  String storyOf(Collection<SessionId> sessions) {
    return story.stream()
        .map(Told::toString)
        .filter(line -> sessions.stream().anyMatch(session -> line.contains(session.value())))
        .map(line -> line.substring(0, Math.min(line.length(), TOLD)))
        .collect(Collectors.joining("\n"));
  }

  /** A gateway is killed now. */
  synchronized void died() {
    died = System.nanoTime();
  }

  /** How long after the last such death sessions had resumed. */
  Times back() {
    return back;
  }

  /** Who was away at any time, as anybody was told. */
  Set<SessionId> away() {
    return away;
  }

  /** How many resumes were let in on their tickets alone. */
  int degraded() {
    return degraded;
  }

  /** How often anybody entered as somebody new; a join that is repeated is none. */
  int joins() {
    return sessions.size();
  }

  /** What could not be said when it was due, which is a fault of the test. */
  List<String> unsaid() {
    return unsaid;
  }

  Negotiation start(ProtocolClient caller, ProtocolClient callee) {
    Negotiation negotiation = new Negotiation(all.size(), caller, callee);
    all.add(negotiation);
    say(negotiation, caller, callee, Step.OFFER);
    say(negotiation, caller, callee, Step.CANDIDATES);
    return negotiation;
  }

  private void say(Negotiation negotiation, ProtocolClient from, ProtocolClient to, Step step) {
    RawJson data =
        RawJson.of("{\"negotiation\":%d,\"step\":\"%s\"}".formatted(negotiation.number, step));
    if (from.say(to.session(), step.kind, data) == 0) {
      unsaid.add(step + " of " + from.session() + " to " + to.session());
    } else {
      said(from.session(), to.session(), data);
    }
  }

  @Override
  public synchronized void delivered(SessionId to, ServerFrame.Signal signal) {
    super.delivered(to, signal);
    JsonNode data = Json.MAPPER.readTree(signal.data().toString());
    Negotiation negotiation = all.get(data.get("negotiation").intValue());
    switch (Step.valueOf(data.get("step").stringValue())) {
      case OFFER, ANSWER -> {}
      case CANDIDATES -> crowd.after(BUSY_MS, () -> answer(negotiation));
      case ANSWERED_CANDIDATES ->
          crowd.after(
              BUSY_MS,
              () -> say(negotiation, negotiation.caller, negotiation.callee, Step.CONNECTED));
      case CONNECTED -> negotiation.end = System.nanoTime();
    }
  }

  private void answer(Negotiation negotiation) {
    say(negotiation, negotiation.callee, negotiation.caller, Step.ANSWER);
    say(negotiation, negotiation.callee, negotiation.caller, Step.ANSWERED_CANDIDATES);
  }

  static boolean areOver(Collection<Negotiation> some) {
    return some.stream().allMatch(Negotiation::isOver);
  }
}
