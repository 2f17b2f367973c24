package dev.parley.gateway.relay;

import dev.parley.protocol.Presence;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.NodeMessage;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest;
import dev.parley.protocol.bus.PresenceRequest.Look;
import dev.parley.runtime.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is watched here, by whom, and how they are as far as this gateway knows. Presence-service
 * tells every gateway of a change once; here each watcher is told. What was lost on the way shows
 * when the revisions are compared, once a heartbeat.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
public final class Watches {
  /** Users in one question. */
  private static final int MOST = 1_000;

  /** Whoever follows users: a session, or a subscriber without one. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * These users are so now: at first all that are known of those newly watched, then what has
     * changed. Of one user each presence is newer than the one before.
     */
    void told(Map<UserId, Presence> users);
  }

  /** A user somebody watches; {@code known} is null until the first answer. */
  private static final class Watched {
    private @Nullable Presence known;
    private final Set<Watcher> watchers = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What a question names; nobody keeps a revision of those that have gone. */
    long rev() {
      if (known == null) {
        return Look.UNSEEN;
      }
      return known.sessions() == 0 ? 0 : known.rev();
    }
  }

  private final Node node;
  private final Map<UserId, Watched> users = new HashMap<>();
  private final List<UserId> unseen = new ArrayList<>();

  Watches(Node node) {
    this.node = node;
  }

  /** Compares until the verticle is undeployed. */
  void start() {
    node.vertx().setPeriodic(node.settings().heartbeat().toMillis(), tick -> compare());
  }

  /**
   * Tells the watcher of these users from now on. What is known of them is told before this method
   * returns, the rest when it is known; whom it watches already changes nothing.
   */
  public void watch(Watcher watcher, Collection<UserId> watched) {
    Map<UserId, Presence> known = new HashMap<>();
    for (UserId user : watched) {
      Watched here = users.computeIfAbsent(user, this::first);
      if (here.watchers.add(watcher) && here.known != null) {
        known.put(user, here.known);
      }
    }
    if (!known.isEmpty()) {
      watcher.told(known);
    }
    count();
  }

  /** All that are newly watched in one turn of the event loop are asked for together. */
  private Watched first(UserId user) {
    if (unseen.isEmpty()) {
      node.vertx()
          .runOnContext(turn -> {
            List<UserId> asked = List.copyOf(unseen);
            unseen.clear();
            ask(asked);
          });
    }
    unseen.add(user);
    return new Watched();
  }

  /** Tells the watcher no more of these users. */
  public void unwatch(Watcher watcher, Collection<UserId> watched) {
    for (UserId user : watched) {
      Watched here = users.get(user);
      if (here != null && here.watchers.remove(watcher) && here.watchers.isEmpty()) {
        users.remove(user);
      }
    }
    count();
  }

  private void count() {
    node.meters().watches(users.size());
  }

  /** Asks for all that has changed and was not heard. */
  void compare() {
    ask(users.keySet());
  }

  private void ask(Collection<UserId> asked) {
    Map<UserId, Long> known = new HashMap<>();
    for (UserId user : asked) {
      Watched here = users.get(user);
      if (here != null) {
        known.put(user, here.rev());
      }
      if (known.size() == MOST) {
        ask(Map.copyOf(known));
        known.clear();
      }
    }
    if (!known.isEmpty()) {
      ask(known);
    }
  }

  private void ask(Map<UserId, Long> known) {
    node.bus()
        .ask(Service.PRESENCE, new PresenceRequest.Look(known))
        .onSuccess(answer -> {
          if (answer instanceof PresenceAnswer.Presences found) {
            compared(known, found.users());
          }
        });
  }

  /** An answer counts for whom nothing newer was heard while it was on its way. */
  private void compared(Map<UserId, Long> asked, Map<UserId, Presence> found) {
    Map<UserId, Presence> news = new HashMap<>();
    found.forEach((user, now) -> {
      Watched here = users.get(user);
      Long before = asked.get(user);
      if (here != null && before != null && before == here.rev()) {
        news.put(user, after(here.known, now));
      }
    });
    tell(news);
  }

  /** Of whom nothing is known any more it is known that that is newer. */
  private static Presence after(@Nullable Presence before, Presence now) {
    return now.rev() == 0 && before != null
        ? new Presence(now.sessions(), now.calls(), now.status(), before.rev() + 1)
        : now;
  }

  /** Presence-service tells of changes, perhaps late or twice. */
  void hear(NodeMessage.Presences told) {
    Map<UserId, Presence> news = new HashMap<>(told.users());
    news.entrySet().removeIf(each -> !isNews(each.getKey(), each.getValue()));
    tell(news);
  }

  private boolean isNews(UserId user, Presence now) {
    Watched here = users.get(user);
    return here != null && (here.known == null || here.known.rev() < now.rev());
  }

  /** Each watcher is told once, of all users that it watches. */
  private void tell(Map<UserId, Presence> news) {
    IdentityHashMap<Watcher, Map<UserId, Presence>> told = new IdentityHashMap<>();
    news.forEach((user, now) -> {
      Watched here = users.get(user);
      if (here != null) {
        here.known = now;
        here.watchers.forEach(
            watcher -> told.computeIfAbsent(watcher, key -> new HashMap<>()).put(user, now));
      }
    });
    told.forEach(Watcher::told);
  }
}
