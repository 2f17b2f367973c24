package dev.parley.presence.store;

import dev.parley.protocol.Json;
import dev.parley.protocol.NodeId;
import dev.parley.protocol.Presence;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Values;
import dev.parley.protocol.bus.PresenceRequest.Attach;
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
import java.util.stream.Stream;

/**
 * Leases and users in Redis: one sorted set of nodes by the deadlines of their leases, of each node
 * one sorted set of its sessions, and one hash of what others see of users. All keys bear one hash
 * tag, so on a Redis Cluster they lie on one node: each step is one script over all of them.
 *
 * <p>A renewal costs the same however many sessions a node has, and keeps all of its keys alive.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public final class RedisPresenceStore implements PresenceStore {

  /** For how long keys outlive their leases, so that a lease ends by its deadline alone. */
  private static final String MARGIN = Long.toString(Duration.ofMinutes(1).toMillis());

  private static final String NO_ROOM = "*";
  private static final String ATTENDS = " attends";
  private static final String JOINED = " joined";
  private static final int FIELDS = 5;

  private static final RedisScript RENEW = script("renew.lua");
  private static final RedisScript RELEASE = script("release.lua");
  private static final RedisScript LEASES = script("leases.lua");
  private static final RedisScript BURY = script("bury.lua");
  private static final RedisScript ATTACH = script("attach.lua");
  private static final RedisScript LOOK = script("look.lua");
  private static final RedisScript LOCATE = script("locate.lua");

  private final RedisScripts redis;
  private final List<String> keys;

  public RedisPresenceStore(RedisScripts redis) {
    this.redis = redis;
    this.keys =
        Stream.of("leases", "users", "steps", "at:")
            .map(name -> redis.prefix() + ":{presence}:" + name)
            .toList();
  }

  /** Each begins with what they share. */
  private static RedisScript script(String file) {
    RedisScript shared = RedisScript.of(RedisPresenceStore.class, "users.lua");
    return RedisScript.of(shared.text() + RedisScript.of(RedisPresenceStore.class, file).text());
  }

  @Override
  public Future<Renewal> renew(NodeId node, Duration lapse) {
    RedisScript.Call renew =
        RENEW.on(keys, List.of(node.value(), Long.toString(lapse.toMillis()), MARGIN));
    return redis
        .run(List.of(renew, redis.epoch()))
        .map(answers -> renewal(answers.getFirst(), answers.getLast()));
  }

  private static Renewal renewal(Response held, Response epoch) {
    boolean known = RedisScripts.number(held.get(0)) == 1;
    return new Renewal(known, nodes(held.get(1)), RedisScripts.epoch(epoch).id());
  }

  @Override
  public Future<Left> release(NodeId node) {
    return redis
        .run(List.of(RELEASE.on(keys, List.of(node.value(), MARGIN)), redis.epoch()))
        .map(answers -> left(answers.getFirst(), answers.getLast()));
  }

  private static Left left(Response released, Response epoch) {
    return new Left(leases(released.get(0), epoch), users(released.get(1)));
  }

  @Override
  public Future<Leases> leases() {
    return redis
        .run(List.of(LEASES.on(keys, List.of()), redis.epoch()))
        .map(answers -> leases(answers.getFirst(), answers.getLast()));
  }

  private static Leases leases(Response alive, Response epoch) {
    return new Leases(nodes(alive), RedisScripts.epoch(epoch).id());
  }

  private static Set<NodeId> nodes(Response answer) {
    return answer.stream().map(node -> new NodeId(node.toString())).collect(Collectors.toSet());
  }

  @Override
  public Future<Map<UserId, Presence>> bury() {
    return redis.run(BURY.on(keys, List.of(MARGIN))).map(RedisPresenceStore::users);
  }

  @Override
  public Future<Map<UserId, Presence>> attach(Attach attach) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(attach.node().value(), MARGIN, Long.toString(attach.step())));
    arguments.add(attach.anew() ? "anew" : "more");
    arguments.add(Integer.toString(attach.came().size()));
    arguments.add(Integer.toString(attach.went().size()));
    attach.came().forEach(one -> arguments.add(entry(one)));
    attach.went().forEach(one -> arguments.add(entry(one)));
    attach
        .status()
        .forEach((user, status) -> {
          arguments.add(user.value());
          arguments.add(status.toString());
        });
    return redis.run(ATTACH.on(keys, arguments)).map(RedisPresenceStore::users);
  }

  @Override
  public Future<Map<UserId, Presence>> look(Map<UserId, Long> known) {
    List<String> arguments = new ArrayList<>();
    known.forEach((user, rev) -> {
      arguments.add(user.value());
      arguments.add(rev.toString());
    });
    return redis.run(LOOK.on(keys, arguments)).map(RedisPresenceStore::users);
  }

  private static Map<UserId, Presence> users(Response fields) {
    Map<UserId, Presence> users = new HashMap<>();
    for (int i = 0; i < fields.size(); i += FIELDS) {
      Values status = Json.read(fields.get(i + 4).toBytes(), Values.class);
      users.put(
          new UserId(fields.get(i).toString()),
          new Presence(
              (int) RedisScripts.number(fields.get(i + 2)),
              (int) RedisScripts.number(fields.get(i + 3)),
              status,
              RedisScripts.number(fields.get(i + 1))));
    }
    return users;
  }

  @Override
  public Future<Map<NodeId, Set<Located>>> locate(UserId user) {
    return redis.run(LOCATE.on(keys, List.of(user.value()))).map(RedisPresenceStore::located);
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

  /** No id holds a blank, and no room is called as none is. */
  private static String entry(Located one) {
    String room = one.room() == null ? NO_ROOM : one.room().value();
    return one.user() + " " + one.session() + " " + room + (one.attends() ? ATTENDS : JOINED);
  }

  private static Located read(Response entry) {
    String text = entry.toString();
    String[] ids = text.split(" ", 4);
    RoomName room = ids[2].equals(NO_ROOM) ? null : new RoomName(ids[2]);
    return new Located(new UserId(ids[0]), new SessionId(ids[1]), room, text.endsWith(ATTENDS));
  }
}
