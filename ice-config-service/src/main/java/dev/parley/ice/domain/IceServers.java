package dev.parley.ice.domain;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.IceServer;
import dev.parley.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What sessions are told of the configured servers: the cheap and fast ones first (STUN, TURN over
 * UDP, over TCP, over TLS), within a kind those in doubt later, and port 443 last, which passes
 * where nothing else does. A row holds what is of one kind and one provider.
 *
 * <p>Servers that are down are left out, but never the last ones of a kind: that all fail at once
 * says as much of the place where they are probed from. Kinds of which nothing lives come last.
 */
public final class IceServers {

  private final List<Server> usable;
  private final Duration ttl;
  private final Health health;

  /**
   * @param ttl how long credentials live, where they end
   */
  public IceServers(List<IceProvider> providers, Duration ttl, Health health) {
    this.usable = of(providers).filter(Server::isUsable).toList();
    this.ttl = ttl;
    this.health = health;
  }

  /** Every server of these providers, also those that browsers cannot reach. */
  public static Stream<Server> of(List<IceProvider> providers) {
    return providers.stream()
        .flatMap(provider -> provider.uris().stream().map(uri -> new Server(provider, uri)));
  }

  /** The servers that sessions may be told. */
  public List<Server> usable() {
    return usable;
  }

  /** When credentials end that are made now, in seconds since 1970. */
  public long expirySeconds(long nowMillis) {
    return Math.floorDiv(nowMillis + ttl.toMillis(), 1000);
  }

  /**
   * What one session is told; credentials that end are its own.
   *
   * @param region whose servers are preferred; null: no region's
   * @param nowMillis the time, in ms since 1970
   */
  public IceConfig tell(SessionId session, @Nullable String region, long nowMillis) {
    long expiry = expirySeconds(nowMillis);
    List<Server> told = order(near(region));
    List<IceServer> rows = new ArrayList<>();
    for (int i = 0; i < told.size(); ) {
      Server first = told.get(i);
      List<String> urls = new ArrayList<>();
      while (i < told.size() && isOneRow(first, told.get(i))) {
        urls.add(told.get(i++).uri().toString());
      }
      TurnCredentials with = first.credentials(session, expiry);
      rows.add(
          with == null
              ? new IceServer(urls, null, null)
              : new IceServer(urls, with.username(), with.password()));
    }
    return new IceConfig(rows, told.stream().anyMatch(Server::expires) ? expiry * 1000 : 0);
  }

  private static boolean isOneRow(Server one, Server other) {
    return one.uri().kind() == other.uri().kind() && one.provider().equals(other.provider());
  }

  /**
   * The servers of the region and those of none; all, where the region is unknown, or has no TURN
   * server that lives while others have one.
   */
  private List<Server> near(@Nullable String region) {
    if (usable.stream().noneMatch(server -> isIn(region, server))) {
      return usable;
    }
    List<Server> near =
        usable.stream()
            .filter(server -> server.provider().region() == null || isIn(region, server))
            .toList();
    return relays(near) || !relays(usable) ? near : usable;
  }

  private static boolean isIn(@Nullable String region, Server server) {
    return region != null && region.equals(server.provider().region());
  }

  private boolean relays(List<Server> servers) {
    return servers.stream().anyMatch(server -> server.uri().kind().relays() && lives(server));
  }

  private boolean lives(Server server) {
    return health.of(server) != Health.State.DOWN;
  }

  private List<Server> order(List<Server> chosen) {
    List<Server> living = new ArrayList<>();
    List<Server> last = new ArrayList<>();
    for (IceUri.Kind kind : IceUri.Kind.values()) {
      List<Server> all =
          chosen.stream()
              .filter(server -> server.uri().kind() == kind)
              .sorted(
                  Comparator.comparing(health::of)
                      .thenComparing(server -> server.uri().port() == 443))
              .toList();
      List<Server> alive = all.stream().filter(this::lives).toList();
      living.addAll(alive);
      if (alive.isEmpty()) {
        last.addAll(all);
      }
    }
    living.addAll(last);
    return living;
  }
}
