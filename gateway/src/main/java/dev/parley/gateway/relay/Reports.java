package dev.parley.gateway.relay;

import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.PresenceAnswer;
import dev.parley.protocol.bus.PresenceRequest.Attach;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.protocol.bus.Ring;
import dev.parley.runtime.Service;
import io.vertx.core.AsyncResult;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What presence-service is told of the sessions here whose users are known: one report at a time,
 * numbered; what happens meanwhile goes with the next one. After one that was not answered all is
 * told anew, as nobody knows what became of it.
 *
 * <p><em>Threading:</em> the gateway's event loop.
 */
final class Reports {
  /** All that there is to tell. */
  record All(List<Located> sessions, Map<UserId, Values> status) {}

  private final Node node;
  private final Supplier<All> all;
  private final Consumer<List<Ring>> rings;
  private final Set<Located> came = new LinkedHashSet<>();
  private final Set<Located> went = new LinkedHashSet<>();
  private final Map<UserId, Values> status = new HashMap<>();
  private long step;
  private boolean planned;
  private boolean waiting;
  private boolean owed;

  /**
   * Nothing told yet.
   *
   * @param rings told of the rings that whoever came should hear
   */
  Reports(Node node, Supplier<All> all, Consumer<List<Ring>> rings) {
    this.node = node;
    this.all = all;
    this.rings = rings;
  }

  void came(Located located) {
    if (!went.remove(located)) {
      came.add(located);
    }
    plan();
  }

  void went(Located located) {
    if (!came.remove(located)) {
      went.add(located);
    }
    plan();
  }

  void status(UserId user, Values now) {
    status.put(user, now);
    plan();
  }

  /**
   * The lease was renewed.
   *
   * @param known false: presence-service knows nothing of the sessions here
   */
  void renewed(boolean known) {
    owed |= !known;
    if (owed) {
      plan();
    }
  }

  /** All that happens in one turn of the event loop is told together. */
  private void plan() {
    if (!planned && !waiting) {
      planned = true;
      node.vertx().runOnContext(turn -> tell());
    }
  }

  private void tell() {
    planned = false;
    Attach report = report();
    if (report != null) {
      waiting = true;
      node.bus().ask(Service.PRESENCE, report).onComplete(this::answered);
    }
  }

  private @Nullable Attach report() {
    if (!owed && came.isEmpty() && went.isEmpty() && status.isEmpty()) {
      return null;
    }
    step++;
    All now = all.get();
    Attach report =
        owed
            ? new Attach(node.id(), step, true, now.sessions(), List.of(), now.status())
            : new Attach(node.id(), step, false, List.copyOf(came), List.copyOf(went), status);
    owed = false;
    came.clear();
    went.clear();
    status.clear();
    return report;
  }

  /** After a failure the next renewal, which shows that somebody answers, begins anew. */
  private void answered(AsyncResult<PresenceAnswer> answer) {
    waiting = false;
    if (answer.succeeded() && answer.result() instanceof PresenceAnswer.Noted noted) {
      rings.accept(noted.rings());
      plan();
    } else {
      owed = true;
    }
  }
}
