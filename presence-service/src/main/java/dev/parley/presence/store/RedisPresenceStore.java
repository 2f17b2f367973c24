package dev.parley.presence.store;

import dev.parley.protocol.NodeId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.PresenceRequest.Located;
import dev.parley.runtime.RedisScript;
import dev.parley.runtime.RedisScripts;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leases and users in Redis: one sorted set of nodes by the deadlines of their leases, and of each
 * node one sorted set of its sessions. All keys bear one hash tag, so on a Redis Cluster they lie
 * on one node; they are few, as leases are per gateway. A user is looked up at each gateway in one
 * script: that is rare, and so no index has to be kept alive session by session.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public final class RedisPresenceStore implements PresenceStore {

  /** For how long keys outlive their leases, so that a lease ends by its deadline alone. */
  private static final String MARGIN = Long.toString(Duration.ofMinutes(1).toMillis());

  private static final RedisScript RENEW = script("renew.lua");
  private static final RedisScript RELEASE = script("release.lua");
  private static final RedisScript LEASES = script("leases.lua");
  private static final RedisScript ATTACH = script("attach.lua");
  private static final RedisScript DETACH = script("detach.lua");
  private static final RedisScript LOCATE = script("locate.lua");

  private final RedisScripts redis;
  private final String leases;
  private final String sessions;

  public RedisPresenceStore(RedisScripts redis) {
    this.redis = redis;
    this.leases = redis.prefix() + ":{presence}:leases";
    this.sessions = redis.prefix() + ":{presence}:at:";
  }

  private static RedisScript script(String file) {
    return RedisScript.of(RedisPresenceStore.class, file);
  }

  private String sessionsAt(NodeId node) {
    return sessions + node;
  }

  @Override
  public Future<Renewal> renew(NodeId node, Duration lapse) {
    RedisScript.Call renew =
        RENEW.on(
            List.of(leases, sessionsAt(node)),
            List.of(node.value(), Long.toString(lapse.toMillis()), MARGIN));
    return redis
        .run(List.of(renew, redis.epoch()))
        .map(answers -> renewal(answers.getFirst(), answers.getLast()));
  }

  private static Renewal renewal(Response held, Response epoch) {
    boolean known = RedisScripts.number(held.get(0)) == 1;
    return new Renewal(known, nodes(held.get(1)), RedisScripts.epoch(epoch).id());
  }

  @Override
  public Future<Leases> release(NodeId node) {
    RedisScript.Call release = RELEASE.on(List.of(leases, sessionsAt(node)), List.of(node.value()));
    return redis
        .run(List.of(release, redis.epoch()))
        .map(answers -> leases(answers.getFirst(), answers.getLast()));
  }

  @Override
  public Future<Leases> leases() {
    return redis
        .run(List.of(LEASES.on(List.of(leases), List.of()), redis.epoch()))
        .map(answers -> leases(answers.getFirst(), answers.getLast()));
  }

  private static Leases leases(Response alive, Response epoch) {
    return new Leases(nodes(alive), RedisScripts.epoch(epoch).id());
  }

  private static Set<NodeId> nodes(Response answer) {
    return answer.stream().map(node -> new NodeId(node.toString())).collect(Collectors.toSet());
  }

  @Override
  public Future<Void> attach(NodeId node, List<Located> located) {
    List<String> arguments = new ArrayList<>(List.of(node.value(), MARGIN));
    located.forEach(one -> arguments.add(entry(one)));
    return redis.run(ATTACH.on(List.of(leases, sessionsAt(node)), arguments)).mapEmpty();
  }

  @Override
  public Future<Void> detach(NodeId node, List<Located> located) {
    List<String> arguments = located.stream().map(RedisPresenceStore::entry).toList();
    return redis.run(DETACH.on(List.of(sessionsAt(node)), arguments)).mapEmpty();
  }

  @Override
  public Future<Map<NodeId, Set<Located>>> locate(UserId user) {
    return redis
        .run(LOCATE.on(List.of(leases), List.of(user.value(), sessions)))
        .map(RedisPresenceStore::located);
  }

  private static Map<NodeId, Set<Located>> located(Response found) {
    Map<NodeId, Set<Located>> located = new HashMap<>();
    for (int i = 0; i < found.size(); i += 2) {
      located.put(
          new NodeId(found.get(i).toString()),
          found.get(i + 1).stream()
              .map(RedisPresenceStore::read)
              .collect(Collectors.toUnmodifiableSet()));
    }
    return located;
  }

  /** No id holds a blank. */
  private static String entry(Located one) {
    return one.user() + " " + one.session() + " " + one.room();
  }

  private static Located read(Response entry) {
    String[] ids = entry.toString().split(" ", 3);
    return new Located(new UserId(ids[0]), new SessionId(ids[1]), new RoomName(ids[2]));
  }
}
