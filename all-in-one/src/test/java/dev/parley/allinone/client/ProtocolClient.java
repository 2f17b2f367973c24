package dev.parley.allinone.client;

import dev.parley.protocol.CommandId;
import dev.parley.protocol.Head;
import dev.parley.protocol.InstanceId;
import dev.parley.protocol.Member;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomSnapshot;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SignalKind;
import dev.parley.protocol.wire.UserNews;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A whole client without media: one person in one room, who comes back by itself whatever happens
 * to its sockets. It says what it is told to and reports what it hears.
 *
 * <p>Threading: the event loop of its {@link Line}.
 */
public final class ProtocolClient {
  private final Line line;
  private final Identity identity;
  private final Listener listener;
  private final Pace pace;
  private final Links links;
  private final Updates updates;
  private final List<ClientFrame.Offer> offers;
  private RoomView view;
  private boolean live;
  private boolean ended;
  private long syncedAt;

  public ProtocolClient(
      Line.Settings settings,
      RoomName room,
      @Nullable String secret,
      List<ClientFrame.Offer> offers,
      Listener listener) {
    this.listener = listener;
    this.pace = settings.pace();
    this.offers = offers;
    String instance = "page-" + Long.toHexString(settings.random().nextLong());
    this.identity = new Identity(new InstanceId(instance), room, secret, offers);
    this.line = new Line(settings, this::greet, this::hear, this::lost, this::tick);
    this.updates = new Updates(pace, () -> identity.nextId("c"), line::send);
    this.links =
        new Links(
            pace,
            peer -> live && view.isUp(peer),
            peer -> view != null && view.members().containsKey(peer),
            line::send,
            signal -> listener.delivered(session(), signal));
  }

  public void start() {
    line.run(line::connect);
  }

  /** Says something to a peer; answers its number, or 0 where it cannot be said now. */
  public long say(SessionId peer, RawJson data) {
    return say(peer, SignalKind.APP, data);
  }

  /** The same, of another kind. */
  public long say(SessionId peer, SignalKind kind, RawJson data) {
    return view == null || !view.members().containsKey(peer) || peer.equals(session())
        ? 0
        : links.say(peer, kind, data, line.now());
  }

  /** Sets a value in its own profile; of several the last counts. */
  public void set(int number) {
    updates.want(number);
    if (live) {
      updates.next(line.now());
    }
  }

  /** Sends a command once, whatever becomes of it. */
  public void order(Function<CommandId, ClientFrame> command) {
    line.send(command.apply(identity.nextId("o")));
  }

  /** It is gone, and says nothing. */
  public void vanish() {
    ended = true;
    line.vanish();
  }

  public void leave() {
    ended = true;
    line.sendToAll(new ClientFrame.Leave(null));
    line.end();
  }

  public void cut() {
    line.cut();
  }

  public void stall() {
    line.stall();
  }

  public RoomName room() {
    return identity.room();
  }

  /** The gateway that it is at, or was at last; null before the first. */
  public NodeId node() {
    return identity.node();
  }

  public SessionId session() {
    return identity.session();
  }

  public Head head() {
    return view == null ? null : view.head();
  }

  public Map<SessionId, Member> members() {
    return view == null ? Map.of() : view.members();
  }

  public boolean isLive() {
    return live;
  }

  /** Whether it has been told that it must not come back. */
  public boolean hasEnded() {
    return ended;
  }

  public Integer value() {
    return updates.value();
  }

  /** Whether nothing that it said waits for an answer. */
  public boolean isIdle() {
    return live && updates.isIdle() && links.isIdle();
  }

  @Override
  public String toString() {
    return "%s live %s at %s, update %s, links %s"
        .formatted(session(), live, head(), updates, links);
  }

  private void greet() {
    line.greet(identity.session() == null ? identity.join() : identity.resume(view.head()));
  }

  private void lost(int code) {
    live = false;
    listener.lost(this, code);
    ended |= code >= 4030 && code < 4060;
    if (!ended) {
      line.connect();
    }
  }

  private void tick(long now) {
    if (live) {
      if (links.tick(now)) {
        sync();
      }
      updates.tick(now);
    }
  }

  private void hear(ServerFrame frame) {
    switch (frame) {
      case ServerFrame.Joined joined -> joined(joined);
      case ServerFrame.Resumed resumed -> resumed(resumed);
      case ServerFrame.Room news -> room(news.changes(), news.snapshot());
      case ServerFrame.Signal signal -> links.hear(signal, line.now());
      case ServerFrame.Ack ack -> links.acknowledged(ack, line.now());
      case ServerFrame.Undeliverable undeliverable -> sync();
      case ServerFrame.Ping ping -> ping(ping);
      case ServerFrame.Ok ok -> updates.answered(ok.id(), line.now());
      case ServerFrame.Ice ice -> identity.renewed(ice.ticket());
      case Refusal error -> error(error);
      case ServerFrame.Drain drain -> line.move(drain.spread());
      // The tests of survival show no tokens, and their rooms have no lobby.
      case ServerFrame.TokenExpiring expiring -> {}
      case ServerFrame.Lobby lobby -> {}
      case ServerFrame.Pong pong -> {}
      case UserNews ofUsers -> {}
      case ServerFrame.Pulse pulse -> {}
    }
  }

  private void joined(ServerFrame.Joined joined) {
    if (live || !identity.isEntering(joined.id())) {
      return;
    }
    identity.joined(joined);
    live = true;
    line.entered();
    listener.joined(this, joined.session());
    view = new RoomView(joined.room());
    listener.moved(this, List.of());
    links.rosterChanged(line.now());
    for (ClientFrame.Offer offer : offers) {
      SessionId peer = joined.offers().get(offer.id());
      if (peer != null) {
        listener.offered(session(), peer, offer.data());
        links.offered(peer, offer.data(), line.now());
      }
    }
    updates.next(line.now());
  }

  private void resumed(ServerFrame.Resumed resumed) {
    if (!line.isEntering() || !identity.isEntering(resumed.id())) {
      return;
    }
    identity.resumed(resumed);
    live = true;
    line.entered();
    if (!Boolean.TRUE.equals(resumed.degraded())) {
      room(resumed.changes(), resumed.snapshot());
    }
    listener.resumed(this, resumed);
    links.resumed(line.now());
    updates.resumed(line.now());
  }

  private void room(RoomChanges changes, RoomSnapshot snapshot) {
    if (view == null) {
      return;
    }
    switch (snapshot == null ? view.take(changes) : view.take(snapshot)) {
      case GAP -> sync();
      case OLD -> {}
      case APPLIED -> {
        listener.moved(this, changes == null ? List.of() : changes.ops());
        links.rosterChanged(line.now());
        view.back().forEach(peer -> links.isBack(peer, line.now()));
      }
    }
  }

  private void ping(ServerFrame.Ping ping) {
    line.send(new ClientFrame.Pong(ping.n()));
    if (live && ping.head() != null && view.misses(ping.head())) {
      sync();
    }
  }

  /** Not more often than answers take. */
  private void sync() {
    long now = line.now();
    if (live && now - syncedAt >= pace.ackWithin()) {
      syncedAt = now;
      line.send(new ClientFrame.Sync(view.head().incarnation(), view.head().rev()));
    }
  }

  private void error(Refusal error) {
    switch (error.code()) {
      case SESSION_EXPIRED -> rejoin();
      case SESSION_TAKEN, BAD_SECRET, BAD_TOKEN, TOKEN_EXPIRED -> ended = true;
      case KICKED, BANNED, DENIED, ROOM_LOCKED, ROOM_CLOSED -> ended = true;
      case UNAVAILABLE, ROOM_FULL -> {
        if (line.isEntering() && identity.isEntering(error.id())) {
          line.retryLater();
        }
      }
      case BAD_FRAME, TOO_LARGE, UNKNOWN_TYPE, BAD_FIELD ->
          throw new AssertionError(error.toString());
      // A wire that doubles a join, or brings what was said before a session ended.
      case JOIN_FIRST, ALREADY_JOINED -> {}
      case FENCED, JOIN_TIMEOUT, FORBIDDEN, TOO_MANY_KEYS, UNKNOWN_PEER -> {}
      case COMMAND_PENDING, RATE_LIMITED, INTERNAL, RING_OVER, TOO_MANY -> {}
    }
  }

  /** The session is over: another one takes its place, on the same socket. */
  private void rejoin() {
    if (session() != null) {
      identity.startAfresh();
      view = null;
      live = false;
      updates.startAfresh();
      line.entersAgain();
      greet();
    }
  }
}
