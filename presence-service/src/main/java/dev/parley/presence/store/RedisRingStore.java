package dev.parley.presence.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Json;
import dev.parley.protocol.RingId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.bus.Ring;
import dev.parley.runtime.RedisScript;
import dev.parley.runtime.RedisScripts;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.Collection;
import java.util.List;

/**
 * Rings in Redis: a string of each, one sorted set of all, and one of each user concerned. All keys
 * bear the hash tag of presence, so on a Redis Cluster they lie on one node, and all lapse.
 *
 * <p><em>Threading:</em> callable from any thread; futures complete on the caller's context.
 */
public final class RedisRingStore implements RingStore {
  /** Rings that are told at once. */
  private static final int MOST = 2_000;

  private static final RedisScript LOAD = script("ring-load.lua");
  private static final RedisScript SAVE = script("ring-save.lua");
  private static final RedisScript RECENT = script("ring-recent.lua");
  private static final RedisScript OF = script("ring-of.lua");

  private final RedisScripts redis;
  private final String rings;
  private final String ring;
  private final String of;

  public RedisRingStore(RedisScripts redis) {
    this.redis = redis;
    this.rings = redis.prefix() + ":{presence}:rings";
    this.ring = redis.prefix() + ":{presence}:ring:";
    this.of = redis.prefix() + ":{presence}:rings:";
  }

  private static RedisScript script(String file) {
    return RedisScript.of(RedisRingStore.class, file);
  }

  @Override
  public Future<Loaded> load(RingId id) {
    return redis
        .run(LOAD.on(List.of(ring + id), List.of()))
        .map(answer -> {
          boolean none = answer.get(1).toString().isEmpty();
          return new Loaded(none ? null : read(answer.get(1)), RedisScripts.number(answer.get(0)));
        });
  }

  @Override
  public Future<Boolean> save(Ring now) {
    long told = now.end() == null ? 0 : now.end().at() + TOLD.toMillis();
    List<String> arguments =
        List.of(
            now.id().value(),
            Long.toString(now.rev()),
            now.isOpen() ? "open" : "ended",
            new String(Json.write(now), UTF_8),
            Long.toString(now.until()),
            Long.toString(told),
            Long.toString(KEPT.toMillis()));
    String called = of + now.to();
    String caller = of + now.from().user();
    return redis
        .run(SAVE.on(List.of(ring + now.id(), rings, called, caller), arguments))
        .map(answer -> RedisScripts.number(answer) == 1);
  }

  @Override
  public Future<List<Ring>> of(Collection<UserId> users) {
    return redis
        .run(OF.on(List.of(ring, of), users.stream().map(UserId::value).toList()))
        .map(RedisRingStore::readAll);
  }

  @Override
  public Future<Recent> recent() {
    return redis
        .run(RECENT.on(List.of(rings, ring), List.of(Integer.toString(MOST))))
        .map(answer -> new Recent(readAll(answer.get(1)), RedisScripts.number(answer.get(0))));
  }

  private static List<Ring> readAll(Response found) {
    return found.stream().map(RedisRingStore::read).toList();
  }

  private static Ring read(Response stored) {
    String[] parts = stored.toString(UTF_8).split(" ", 3);
    return Json.read(parts[2].getBytes(UTF_8), Ring.class);
  }
}
